import { defineFormat } from '#lib/domain/formats/format.ts';

/** Goal-setting workshop: 50 minutes, for the pairs of a larger group that sets its goals at the same time. */
export const goalWorkshop = defineFormat({
  id: 'goal-workshop',
  title: 'Goal-setting workshop',
  summary:
    'For many pairs in one room: each drafts goals alone, sharpens them with a partner, and the pair offers one to the wall if both agree.',
  people: { min: 2, max: 2 },
  stages: [
    {
      kind: 'step',
      id: 'why',
      title: 'Why',
      minutes: 5,
      floor: 'both',
      prompts: [
        'What would be worth your effort in the next three months?',
        'Who else would gain from it?',
        'What made an earlier goal of yours come true?',
      ],
      say: {
        coachee: 'Tell each other what would be worth the effort, and what carried an earlier goal.',
        coach: 'Tell each other what would be worth the effort, and what carried an earlier goal.',
      },
      practice:
        'Before the what comes the why: people keep goals that are bound to something they care about. Listen for it; you will need it when the wording gets sharp.',
      yields: [],
    },
    {
      kind: 'step',
      id: 'draft-alone',
      title: 'Draft alone',
      minutes: 7,
      floor: 'all-silent',
      sealed: true,
      prompts: [
        'What do you want to have done or changed by then?',
        'How would somebody else see that it is so?',
        'What makes it hard enough to be worth it?',
      ],
      say: {
        coachee: 'Write one to three goals, alone. They stay with you until you both show them.',
        coach: 'Write one to three goals, alone. They stay with you until you both show them.',
      },
      practice:
        'Writing alone first brings out goals that are yours rather than expected. Rough is fine: no goal is finished before somebody has asked about it.',
      yields: [{ kind: 'goal', label: null, atLeast: 2 }],
    },
    {
      kind: 'turn',
      steps: [
        {
          kind: 'step',
          id: 'sharpen',
          title: 'Sharpen',
          minutes: 12,
          floor: 'coachee',
          advice: 'ask-first',
          prompts: [
            'What exactly will be there that is not there now?',
            'How will you measure it, or see it?',
            'What makes it your goal, and nobody else’s?',
            'What would make it a little harder, and still possible?',
            'What is the first action, and on which day?',
          ],
          say: {
            coachee: 'Read your draft aloud. Answer, change the wording, and end with a first action.',
            coach: 'Test it with them: specific, measurable, theirs, hard enough? Ask; the wording stays theirs.',
          },
          practice:
            'Ask about one quality at a time and let them find the words. A goal set a little too high beats one set too low, as long as it is their own. Finish with a date.',
          yields: [
            { kind: 'question', label: null, atLeast: 1 },
            { kind: 'goal', label: null, atLeast: 1 },
            { kind: 'action', label: null, atLeast: 1 },
          ],
        },
      ],
    },
    {
      kind: 'step',
      id: 'harvest',
      title: 'Harvest',
      minutes: 10,
      floor: 'both',
      prompts: [
        'Which goal could encourage others in the room?',
        'What may leave this pair, and what stays here?',
        'What did your partner do that sharpened yours?',
      ],
      say: {
        coachee: 'Choose one goal to offer to the wall. It goes there only if both of you agree.',
        coach: 'Choose one goal to offer to the wall. It goes there only if both of you agree.',
      },
      practice:
        'Shown goals are kept more often, but only when showing was a free choice. A "no" is complete without a reason. Read it aloud once in its owner’s voice.',
      yields: [{ kind: 'note', label: 'for the wall', atLeast: 0 }],
    },
    {
      kind: 'step',
      id: 'close',
      title: 'Close',
      minutes: 4,
      floor: 'both',
      prompts: [
        'Who will you tell about your goal?',
        'When will you two speak again?',
        'What do you take with you in one word?',
      ],
      say: {
        coachee: 'Agree when you report to each other, and thank your partner for one thing.',
        coach: 'Agree when you report to each other, and thank your partner for one thing.',
      },
      practice:
        'Telling somebody how it goes is what helps goals most. A date for it takes one minute. Take that minute now.',
      yields: [{ kind: 'note', label: 'date', atLeast: 1 }],
    },
  ],
});
