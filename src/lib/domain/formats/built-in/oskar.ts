import { defineFormat } from '#lib/domain/formats/format.ts';

/** OSKAR: 30 minutes on what works already. It looks back first, so it is for a second session or a later one. */
export const oskar = defineFormat({
  id: 'oskar',
  title: 'OSKAR',
  summary:
    'Half an hour for one of you, built on what works already: what is better, where to, how far along, how so, and one point up. For a second session or a later one.',
  people: { min: 2, max: 2 },
  stages: [
    {
      kind: 'turn',
      who: 'one',
      steps: [
        {
          kind: 'step',
          id: 'review',
          title: 'Review',
          minutes: 6,
          floor: 'coachee',
          prompts: [
            'What is better?',
            'What else is better, even by a little?',
            'What did you do that helped it along?',
            'Who noticed, and what did they see?',
          ],
          say: {
            coachee: 'Look for what has become better since last time, however small, and what was yours in it.',
            coach: 'Ask for what is better and stay with it. Problems may wait; they will not run away.',
          },
          practice:
            'The question is "what is better", and it believes that something is. If nothing comes, ask how they kept it from getting worse. Be curious about small things: they are where the doing shows.',
          yields: [{ kind: 'note', label: 'win', atLeast: 1 }],
        },
        {
          kind: 'step',
          id: 'outcome',
          title: 'Outcome',
          minutes: 5,
          floor: 'coachee',
          prompts: [
            'What do you want instead?',
            'How would others notice that you had it?',
            'What would you be doing then that you are not doing now?',
            'What difference would that make to you?',
          ],
          say: {
            coachee: 'Picture it as if it were so: what would you do, and who would see it first?',
            coach: 'Ask for signs that can be seen or heard. Turn "less of" into "more of".',
          },
          practice:
            'People can walk towards something; away from something has no direction. When they say what they do not want, ask what they want instead. Ask until there is a picture with people in it.',
          yields: [{ kind: 'goal', label: null, atLeast: 1 }],
        },
        {
          kind: 'step',
          id: 'scale',
          title: 'Scale',
          minutes: 4,
          floor: 'coachee',
          prompts: [
            'If 10 is that picture and 0 its opposite, where are you now?',
            'What tells you that it is this number?',
            'Where would your team put you, and what do they see?',
          ],
          say: {
            coachee: 'Give a number from 0 to 10 by feel, and write it down with what is in it already.',
            coach: 'Take the number as it is. What counts is everything that lies below it.',
          },
          practice:
            'A scale is not a measure but a way to talk. Never argue with the number, high or low. Show interest in the distance already travelled; it is the part that people forget.',
          yields: [{ kind: 'note', label: 'scale', atLeast: 1 }],
        },
        {
          kind: 'step',
          id: 'know-how',
          title: 'Know-how',
          minutes: 7,
          floor: 'coachee',
          advice: 'ask-first',
          prompts: [
            'Why not two lower?',
            'How did you get that far?',
            'When was it a point higher, if only for a day?',
            'What do you know or have that helps you here?',
            'Who could lend a hand?',
          ],
          say: {
            coachee: 'Collect what carries you: what you did, know, have, and who is with you.',
            coach: 'Ask how they did it, then ask again. Write down strengths as they show themselves.',
          },
          practice:
            'Asked how they got so far, people discover that they did something. Wait for the verb. Luck and others had their part; ask also for theirs. Collect at least three strengths before moving on.',
          yields: [{ kind: 'note', label: 'strength', atLeast: 3 }],
        },
        {
          kind: 'step',
          id: 'affirm-and-act',
          title: 'Affirm and act',
          minutes: 8,
          floor: 'both',
          prompts: [
            'What would one point up look like?',
            'What is the smallest thing that takes you there?',
            'When will you do it, and how sure are you from 0 to 10?',
            'What will tell you that it has worked?',
          ],
          say: {
            coachee: 'Hear what the other saw in you. Then say what one point up looks like, and take one step.',
            coach: 'Name two strengths that you heard, with the moment you heard them. Then ask for one point up.',
          },
          practice:
            'An honest affirmation names a fact: "You called her the same day. That took courage." No praise for its own sake. Then one point, not ten: a step they could begin tomorrow.',
          yields: [{ kind: 'action', label: null, atLeast: 1 }],
        },
      ],
    },
  ],
});
