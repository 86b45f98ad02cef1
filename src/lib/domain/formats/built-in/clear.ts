import { defineFormat } from '#lib/domain/formats/format.ts';

/** CLEAR: one coachee, one coach, 45 minutes. Long listening before any exploring. */
export const clear = defineFormat({
  id: 'clear',
  title: 'CLEAR',
  summary:
    'One of you is coached for a whole session: contract, listen, explore, act, review. For a matter that needs more room than half an hour.',
  people: { min: 2, max: 2 },
  stages: [
    {
      kind: 'turn',
      who: 'one',
      steps: [
        {
          kind: 'step',
          id: 'contract',
          title: 'Contract',
          minutes: 5,
          floor: 'coachee',
          prompts: [
            'What should be different when we stop?',
            'What makes this matter to you today?',
            'How would you like me to listen?',
            'What should stay out of it for now?',
          ],
          say: {
            coachee: 'Say what you want from these 45 minutes, and what you need from the other to get there.',
            coach:
              'Help them to one clear wish for this session. Agree how you work: questions, silence, ideas or none.',
          },
          practice:
            'A contract is a small promise on both sides. Ask what they want, then what they want from you. Say back what you heard in one sentence and wait for a yes that sounds like one.',
          yields: [{ kind: 'goal', label: null, atLeast: 1 }],
        },
        {
          kind: 'step',
          id: 'listen',
          title: 'Listen',
          minutes: 10,
          floor: 'coachee',
          prompts: [
            'What is going on?',
            'What else belongs to it?',
            'Which word of yours says it best?',
            'What do you notice as you hear yourself tell it?',
          ],
          say: {
            coachee: 'Tell it as it comes, in your own order. You have most of the time, and the pauses too.',
            coach:
              'Speak for two minutes out of ten at most. Reflect their words back, and write down the ones that weigh.',
          },
          practice:
            'Listen to understand, not to answer. Say back a word or a sentence exactly as it was said and leave a gap behind it. When the urge to ask comes, breathe once and let them go on.',
          yields: [
            { kind: 'note', label: 'reality', atLeast: 1 },
            { kind: 'note', label: 'words heard', atLeast: 1 },
          ],
        },
        {
          kind: 'step',
          id: 'explore',
          title: 'Explore',
          minutes: 15,
          floor: 'coachee',
          advice: 'ask-first',
          prompts: [
            'Who else sees this, and how?',
            'What would you say to a friend who told you this?',
            'What are you taking for granted?',
            'What have you found helpful in something like it?',
            'What could you do, and what else?',
            'What would become possible if you let go of one thing here?',
          ],
          say: {
            coachee: 'Look at it from other sides. Write down every option that has some life in it, the odd ones too.',
            coach: 'One question at a time, short and open. An idea of yours waits in the tray until they ask for it.',
          },
          practice:
            'Change the view before you change the plan: another person, another year, another size. Short questions travel furthest. When an answer comes fast, ask what is behind it; when it comes slowly, wait.',
          yields: [
            { kind: 'question', label: null, atLeast: 2 },
            { kind: 'note', label: 'option', atLeast: 2 },
          ],
        },
        {
          kind: 'step',
          id: 'action',
          title: 'Action',
          minutes: 8,
          floor: 'coachee',
          prompts: [
            'Which option do you choose?',
            'What is the first sentence you will say, word for word?',
            'When and where does it begin?',
            'What may get in the way, and what will you do then?',
            'How sure are you, from 0 to 10, that you will do it?',
          ],
          say: {
            coachee: 'Choose one action and rehearse its first sentence aloud, as if they sat here.',
            coach: 'Let them say the sentence, then ask how it sounded to them. Two tries are better than one.',
          },
          practice:
            'A rehearsal moves a plan from the head to the mouth. Play the listener, plainly, without acting. Then ask what they would change. Leave your own version out unless they ask for it.',
          yields: [{ kind: 'action', label: null, atLeast: 1 }],
        },
        {
          kind: 'step',
          id: 'review',
          title: 'Review',
          minutes: 7,
          floor: 'both',
          prompts: [
            'What has shifted since we began?',
            'What do you know now that you did not know an hour ago?',
            'What did I do that helped, and what could I try next time?',
            'How close did we come to what you asked for?',
          ],
          say: {
            coachee: 'Say what shifted, then give your coach one thing that helped and one to try.',
            coach: 'Ask what shifted. Receive the feedback with a thank you, and keep it to think about later.',
          },
          practice:
            'Feedback is about what was seen and what it did: "When you repeated my word, I stopped and looked at it." Two sentences are enough. Taking it in is a skill as well; explaining yourself undoes it.',
          yields: [
            { kind: 'note', label: 'insight', atLeast: 1 },
            { kind: 'note', label: 'feedback', atLeast: 1 },
          ],
        },
      ],
    },
  ],
});
