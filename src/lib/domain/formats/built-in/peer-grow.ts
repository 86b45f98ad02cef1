import { defineFormat } from '#lib/domain/formats/format.ts';

/**
 * Peer GROW, with a swap: the default. Both peers are coach once and coachee once, 22 minutes each, in 60 minutes.
 * Promises come first and their owner speaks first, because telling another how it went is what helps goals along.
 */
export const peerGrow = defineFormat({
  id: 'peer-grow',
  title: 'Peer GROW',
  summary:
    'Each of you coaches the other through goal, reality, options and will, with the roles swapped halfway. Begins with what you promised last time and ends with feedback.',
  people: { min: 2, max: 2 },
  stages: [
    {
      kind: 'step',
      id: 'arrive',
      title: 'Arrive',
      minutes: 3,
      floor: 'both',
      prompts: [
        'Which one word says how you arrive?',
        'What would you like to set aside for the next hour?',
        'What would make this hour a good one for both of us?',
      ],
      say: {
        coachee: 'Say one word for how you arrive, and let the other do the same. Nothing has to be solved yet.',
        coach: 'Say one word for how you arrive, and let the other do the same. Nothing has to be solved yet.',
      },
      practice:
        'Take the word as it comes. It needs no comfort, no comment and no story in return. A nod and a breath say: I heard you, and now we begin.',
      yields: [],
    },
    {
      kind: 'step',
      id: 'promises',
      title: 'Last promises',
      minutes: 5,
      floor: 'both',
      // In a first session nothing has been promised yet.
      optional: true,
      prompts: [
        'What did you do, and what happened then?',
        'What helped, and what got in the way?',
        'What did it teach you?',
        'What is the right size for this promise now?',
        'What would you like to do with it: keep it, resize it or let it go?',
      ],
      say: {
        coachee: 'Go through the open actions. The owner speaks first and gives each one a status.',
        coach: 'Go through the open actions. The owner speaks first and gives each one a status.',
      },
      practice:
        'A promise that was not kept is news, not a fault. Ask what happened and what it taught. Asking for reasons brings excuses; asking for facts brings learning. Mark what worked with the same care as what did not.',
      yields: [{ kind: 'action', label: null, atLeast: 0 }],
    },
    {
      kind: 'turn',
      steps: [
        {
          kind: 'step',
          id: 'goal',
          title: 'Goal',
          minutes: 4,
          floor: 'coachee',
          prompts: [
            'What would make this time worth it?',
            'What should be different when your turn ends?',
            'What makes this matter to you now?',
            'How would you notice that you had got there?',
            'Which part of it is in your own hands?',
          ],
          say: {
            coachee: 'Choose one thing that matters to you, and say what you want from your turn.',
            coach: 'Ask, then wait. Help the goal become clear, their own, and small enough for today.',
          },
          practice:
            'The first wording is seldom the goal. Say it back in their words and ask: is that it? Let them correct you. One clear goal, written down by the coachee, steers everything that follows.',
          yields: [{ kind: 'goal', label: null, atLeast: 1 }],
        },
        {
          kind: 'step',
          id: 'reality',
          title: 'Reality',
          minutes: 6,
          floor: 'coachee',
          prompts: [
            'What is true now, and what have you tried?',
            'What did that show you?',
            'Who else sees this, and how?',
            'What works already, even a little?',
            'From 0 to 10, where are you now, and what puts you there?',
            'What have you not said yet?',
          ],
          say: {
            coachee: 'Say what is so, as plainly as you can: facts, what you tried, what it showed you.',
            coach: 'Ask, then wait. Let a silence do its work before the next question.',
          },
          practice:
            'Count to five before you speak: the best part often comes after the pause. Listen for facts, for feelings, and for the word that comes back. Reflect one sentence rather than adding your own.',
          yields: [{ kind: 'note', label: 'reality', atLeast: 1 }],
        },
        {
          kind: 'step',
          id: 'options',
          title: 'Options',
          minutes: 6,
          floor: 'coachee',
          advice: 'ask-first',
          prompts: [
            'What could you do?',
            'And what else?',
            'What would you try if half of the limits were gone?',
            'Who has handled something like this, and how?',
            'What is the boldest option, and what is the smallest?',
            'Which of these gives you energy?',
          ],
          say: {
            coachee: 'Find at least three ways, the odd ones too. You choose later.',
            coach: 'Keep asking "and what else?". Before you offer an idea, ask whether it is welcome.',
          },
          practice:
            'Your idea is rarely as good as theirs, because they have to live with it. If you must share one, ask first: "I have a thought, would you like it?" Offer it as one option among several, and take no for an answer.',
          yields: [
            { kind: 'note', label: 'option', atLeast: 3 },
            { kind: 'question', label: null, atLeast: 0 },
          ],
        },
        {
          kind: 'step',
          id: 'will',
          title: 'Will',
          minutes: 4,
          floor: 'coachee',
          prompts: [
            'What will you do, by when, and how sure are you from 0 to 10?',
            'What would make you one point surer?',
            'What is the very first step, and where will you be when you take it?',
            'What in you may get in the way, and if it does, what will you do then?',
            'Who will notice that you did it?',
          ],
          say: {
            coachee: 'Promise one or two actions: what, by when, how sure, and what you do if it gets hard.',
            coach: 'Make it concrete: day, place, first step. Below 7 of 10, ask what would make it smaller.',
          },
          practice:
            'A plan holds when it names its moment: "If it is Friday at nine, then I send the agenda." Ask for the obstacle within, and for the if-then that answers it. A small promise kept beats a large one admired.',
          yields: [{ kind: 'action', label: null, atLeast: 1 }],
        },
        {
          kind: 'step',
          id: 'sum-up',
          title: 'Sum up',
          minutes: 2,
          floor: 'coachee',
          prompts: ['What do you take with you?', 'What is clearer than when we began?', 'What surprised you?'],
          say: {
            coachee: 'Sum up in your own words what you take with you, and write it as one insight.',
            coach: 'Leave the last word to them. When they are done, name one strength you saw at work.',
          },
          practice:
            'Whoever sums up owns it. Do not polish it and do not add what they forgot. If something important is missing, ask one short question and let them decide.',
          yields: [{ kind: 'note', label: 'insight', atLeast: 1 }],
        },
      ],
    },
    {
      kind: 'step',
      id: 'feedback',
      title: 'Feedback',
      minutes: 5,
      floor: 'both',
      prompts: [
        'What is one thing the other did that helped you?',
        'What did it make possible?',
        'What is one thing they could try next time?',
        'What would you like to practise in your next turn as coach?',
      ],
      say: {
        coachee: 'Give each other one thing that helped and one thing to try. Receive it with thanks, nothing more.',
        coach: 'Give each other one thing that helped and one thing to try. Receive it with thanks, nothing more.',
      },
      practice:
        'Say what you saw or heard, and what it did for you: "When you waited, I found my own answer." Make the thing to try small and doable. When it is your turn to receive, say thank you and let it settle.',
      yields: [{ kind: 'note', label: 'feedback', atLeast: 2 }],
    },
    {
      kind: 'step',
      id: 'next-date',
      title: 'Next date',
      minutes: 3,
      floor: 'both',
      prompts: [
        'When do we meet next?',
        'What would you like to bring next time?',
        'What should the other hear from you before then?',
      ],
      say: {
        coachee: 'Agree on a day and an hour while you are both here, and put it in your calendars.',
        coach: 'Agree on a day and an hour while you are both here, and put it in your calendars.',
      },
      practice:
        'A date agreed now is worth more than a good intention to find one. Decide also what happens if one of you cannot come: who says so, how, and by when.',
      yields: [],
    },
  ],
});
