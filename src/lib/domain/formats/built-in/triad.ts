import { defineFormat } from '#lib/domain/formats/format.ts';

/** Triad: three rounds in three roles, 75 minutes. Everyone coaches, is coached, and observes once. */
export const triad = defineFormat({
  id: 'triad',
  title: 'Triad',
  summary:
    'Three people practise coaching: three rounds in which each is coachee, coach and observer once, with silent notes and feedback after every round.',
  people: { min: 3, max: 3 },
  stages: [
    {
      kind: 'step',
      id: 'set-up',
      title: 'Set-up',
      minutes: 3,
      floor: 'both',
      prompts: [
        'Which skill would you like to practise as a coach today?',
        'What should the observer look out for?',
        'What do you need from the other two to try something new?',
      ],
      say: {
        coachee: 'Each names one skill to practise as a coach. Agree who is coached first.',
        coach: 'Each names one skill to practise as a coach. Agree who is coached first.',
      },
      practice:
        'One skill, small enough to see: leaving a silence, asking shorter, reflecting a word. Practice is for trying, so agree that a clumsy question is welcome.',
      yields: [{ kind: 'note', label: 'skill', atLeast: 3 }],
    },
    {
      kind: 'turn',
      others: 'observe',
      steps: [
        {
          kind: 'step',
          id: 'coaching',
          title: 'Coaching',
          minutes: 15,
          floor: 'coachee',
          advice: 'ask-first',
          prompts: [
            'What would you like to get from these fifteen minutes?',
            'What is true about it now?',
            'What have you thought of so far, and what else?',
            'What is the question that you have not asked yourself?',
            'What will you do first, and when?',
          ],
          say: {
            coachee: 'Bring something real and of today. Say where you want to be in fifteen minutes.',
            coach: 'Practise the skill you named. Leave two minutes at the end for a first step.',
            observer: 'Watch and say nothing. Write down what the coach did, word for word, and what followed.',
          },
          practice:
            'Fifteen minutes are enough for one question that lands. Begin with what they want and end with what they will do. In between, trust the pause.',
          yields: [
            { kind: 'goal', label: null, atLeast: 1 },
            { kind: 'action', label: null, atLeast: 1 },
          ],
        },
        {
          kind: 'step',
          id: 'silent-notes',
          title: 'Silent notes',
          minutes: 2,
          floor: 'all-silent',
          sealed: true,
          prompts: [
            'What did the coach do, and what followed from it?',
            'Which moment turned the conversation?',
            'What is one thing to try next time?',
          ],
          say: {
            coachee: 'Note what helped you, and where. Write alone; you show it together.',
            coach: 'Note what you tried, and what you saw it do. Write alone; you show it together.',
            observer:
              'Choose two of your observations: one that helped, one to try. Write alone; you show it together.',
          },
          practice:
            'Writing before talking keeps three views apart. Note what could be seen or heard, with the words that were used. Judgements can wait; mostly they are not needed.',
          yields: [{ kind: 'note', label: 'observation', atLeast: 3 }],
        },
        {
          kind: 'step',
          id: 'feedback',
          title: 'Feedback',
          minutes: 6,
          floor: 'both',
          prompts: [
            'Coach, what did you try, and what did you notice?',
            'Coachee, what helped you think?',
            'Observer, what did you see and hear, and what followed?',
            'What would you keep, and what would you try next?',
          ],
          say: {
            coachee: 'The coach speaks first, then you: one thing that helped, one to try.',
            coach: 'You begin: what you tried and what you noticed. Then listen, and say thank you.',
            observer: 'You speak last. Say what you saw and what followed, then one thing to try.',
          },
          practice:
            'The order is coach, coachee, observer: whoever did the work speaks first. Describe, do not mark. One thing to try is a gift; five are a burden.',
          yields: [{ kind: 'note', label: 'feedback', atLeast: 2 }],
        },
      ],
    },
    {
      kind: 'step',
      id: 'close',
      title: 'Close',
      minutes: 3,
      floor: 'both',
      prompts: [
        'What did you learn about coaching today?',
        'What will you try in your next conversation?',
        'What would you like to thank the other two for?',
      ],
      say: {
        coachee: 'One sentence each: what you take into your next conversation as a coach.',
        coach: 'One sentence each: what you take into your next conversation as a coach.',
      },
      practice: 'A skill grows when it is used within two days. Name the conversation in which you will try it.',
      yields: [{ kind: 'note', label: 'learning', atLeast: 3 }],
    },
  ],
});
