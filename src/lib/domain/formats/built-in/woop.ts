import { defineFormat } from '#lib/domain/formats/format.ts';

/** WOOP goal setting: wish, outcome, obstacle, plan, and a test of the plan; 25 minutes for each of two people. */
export const woop = defineFormat({
  id: 'woop',
  title: 'WOOP goal setting',
  summary:
    'Each of you takes one wish through its best outcome and the obstacle within to an if-then plan, and tries the plan on a bad day. 25 minutes each.',
  people: { min: 2, max: 2 },
  stages: [
    {
      kind: 'turn',
      steps: [
        {
          kind: 'step',
          id: 'wish',
          title: 'Wish',
          minutes: 3,
          floor: 'coachee',
          prompts: [
            'What do you wish for in the next four weeks?',
            'What makes it hard, and still possible?',
            'How would you say it in six words?',
          ],
          say: {
            coachee: 'Choose one wish that matters, hard but possible, and write it in a few words.',
            coach:
              'Help them to one wish. If it sounds easy, ask what would be worth more; if hopeless, what is in reach.',
          },
          practice:
            'A wish needs two things: it has to matter and it has to be within reach. Ask for both. Hard and possible beats easy and safe, because effort follows challenge.',
          yields: [{ kind: 'goal', label: null, atLeast: 1 }],
        },
        {
          kind: 'step',
          id: 'outcome',
          title: 'Outcome',
          minutes: 4,
          floor: 'coachee',
          silence: true,
          prompts: [
            'What is the best that comes of it?',
            'Where are you in that picture, and who is with you?',
            'How does it feel?',
          ],
          say: {
            coachee: 'Close your eyes for a minute and see the best outcome. Then tell what you saw.',
            coach: 'Keep the silence for one full minute. Then ask for the picture, and listen to its details.',
          },
          practice:
            'The minute is longer than you think; keep it whole. Imagining works when it is vivid, so ask for what they saw and heard rather than for reasons. Do not improve their picture.',
          yields: [{ kind: 'note', label: 'outcome', atLeast: 1 }],
        },
        {
          kind: 'step',
          id: 'obstacle',
          title: 'Obstacle',
          minutes: 7,
          floor: 'coachee',
          prompts: [
            'What in you gets in the way?',
            'What do you do instead, when it gets in the way?',
            'When did it last happen, and what went before?',
            'What is it trying to do for you?',
            'Which of these is the one that matters most?',
          ],
          say: {
            coachee: 'Find the obstacle within: a habit, a feeling, a thought. Stay with it until you see it plainly.',
            coach: 'When they name other people or the clock, ask gently what happens in them then.',
          },
          practice:
            'The useful obstacle is inside, because that one can be met. Ask once, wait, ask again: the third answer is often the true one. No comfort yet and no solution; naming it is the work.',
          yields: [{ kind: 'note', label: 'obstacle', atLeast: 1 }],
        },
        {
          kind: 'step',
          id: 'plan',
          title: 'Plan',
          minutes: 6,
          floor: 'coachee',
          advice: 'ask-first',
          prompts: [
            'What can you do the moment the obstacle shows?',
            'How will you notice that it is there?',
            'How does it sound as one sentence: if this, then I will?',
            'How sure are you of it, from 0 to 10?',
          ],
          say: {
            coachee: 'Write one if-then: if the obstacle shows itself, then I do this. Then say it aloud.',
            coach: 'Make the "if" something that can be noticed and the "then" something that can be done in a minute.',
          },
          practice:
            'An if-then plan links a moment to a deed so that nobody has to decide in the heat of it. Check both halves: could a stranger see the "if"? Could they do the "then" today?',
          yields: [{ kind: 'action', label: null, atLeast: 1 }],
        },
        {
          kind: 'step',
          id: 'stress-test',
          title: 'Stress test',
          minutes: 5,
          floor: 'both',
          prompts: [
            'What happens to this plan on a bad day?',
            'What is the smallest version that still counts?',
            'Who could remind you, and how?',
            'What would you change in the plan now?',
          ],
          say: {
            coachee: 'Walk through a bad day with your plan in hand, and change what would not survive it.',
            coach:
              'Paint one bad day, kindly and in detail. Ask what happens to the plan, and what would help it hold.',
          },
          practice:
            'Be a friendly sceptic: on the side of the person, hard on the plan. One bad day is enough. End with the plan said once more, in the words it has now.',
          yields: [{ kind: 'action', label: null, atLeast: 0 }],
        },
      ],
    },
  ],
});
