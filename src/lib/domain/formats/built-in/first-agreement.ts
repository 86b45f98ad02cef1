import { defineFormat } from '#lib/domain/formats/format.ts';

/** First agreement: 45 minutes for the first meeting of a pair. Trust before tools. */
export const firstAgreement = defineFormat({
  id: 'first-agreement',
  title: 'First agreement',
  summary:
    'For a pair that meets for the first time: two stories, hopes and worries, the terms you both sign, first goals, and a rhythm.',
  people: { min: 2, max: 2 },
  stages: [
    {
      kind: 'turn',
      steps: [
        {
          kind: 'step',
          id: 'story',
          title: 'Story',
          minutes: 5,
          floor: 'coachee',
          prompts: [
            'What brought you to where you are now?',
            'Which two or three moments shaped how you work?',
            'What are you proud of that few people know?',
            'What brings you here?',
          ],
          say: {
            coachee: 'Tell your story for five minutes, as much of it as you like. Nobody interrupts.',
            coach: 'Listen for five minutes and say nothing. If the story ends early, keep the quiet with them.',
          },
          practice:
            'Being heard without interruption is rarer than it sounds. Put the pen down and look. No "me too": your own story has its own five minutes.',
          yields: [],
        },
      ],
    },
    {
      kind: 'step',
      id: 'hopes-and-worries',
      title: 'Hopes and worries',
      minutes: 6,
      floor: 'all-silent',
      sealed: true,
      prompts: [
        'What do you hope will be different because of these meetings?',
        'What worries you about them?',
        'What has spoiled something like this before?',
        'What would you like the other to know?',
      ],
      say: {
        coachee: 'Write a hope or two and a worry, alone. You show them to each other at the same moment.',
        coach: 'Write a hope or two and a worry, alone. You show them to each other at the same moment.',
      },
      practice:
        'A worry that is named loses half its weight. When both are on the table, read the other one’s twice before you answer, and thank them for it.',
      yields: [
        { kind: 'note', label: 'hope', atLeast: 2 },
        { kind: 'note', label: 'worry', atLeast: 2 },
      ],
    },
    {
      kind: 'step',
      id: 'terms',
      title: 'Terms',
      minutes: 12,
      floor: 'both',
      signed: true,
      prompts: [
        'What stays between us, and where does that end?',
        'What may anyone outside learn about our meetings?',
        'How do we feel about recording or taking notes?',
        'How welcome is advice, and how do we ask first?',
        'What do we do when one of us has to cancel?',
        'How will we raise it when something is wrong between us?',
      ],
      say: {
        coachee: 'Go through the questions together, and write one agreement that both of you would sign.',
        coach: 'Go through the questions together, and write one agreement that both of you would sign.',
      },
      practice:
        'Confidential has limits: danger to somebody, or the law. Say them now, calmly, so that nobody is surprised later. Prefer one plain sentence to a clever one. Both say "yes, I sign".',
      yields: [{ kind: 'note', label: 'agreement', atLeast: 1 }],
    },
    {
      kind: 'turn',
      steps: [
        {
          kind: 'step',
          id: 'draft-goal',
          title: 'Draft goal',
          minutes: 5,
          floor: 'coachee',
          prompts: [
            'What would you like to get better at in the next months?',
            'What makes it worth the effort?',
            'How would you notice that you are getting there?',
            'What is your first wording of it?',
          ],
          say: {
            coachee: 'Say what you want to work on in these meetings and write it as a first draft.',
            coach: 'Ask short questions, one at a time. A rough draft in their own words is all that is needed.',
          },
          practice:
            'Today the goal only needs to be theirs; it can be sharpened later. Hold back your improvements. Ask what makes it matter, and listen for the moment when the voice changes.',
          yields: [{ kind: 'goal', label: null, atLeast: 1 }],
        },
      ],
    },
    {
      kind: 'step',
      id: 'rhythm',
      title: 'Rhythm',
      minutes: 4,
      floor: 'both',
      prompts: [
        'How often, how long, and on which day?',
        'Which dates can we fix right now?',
        'When do we look back and decide whether to go on?',
      ],
      say: {
        coachee: 'Agree on a rhythm, and fix the next two or three dates while you are both here.',
        coach: 'Agree on a rhythm, and fix the next two or three dates while you are both here.',
      },
      practice:
        'A small rhythm that is kept does more than a large one that slips. Fix an end date too: going on is then a choice and not a habit.',
      yields: [{ kind: 'note', label: 'date', atLeast: 1 }],
    },
    {
      kind: 'step',
      id: 'close',
      title: 'Close',
      minutes: 3,
      floor: 'both',
      prompts: [
        'What are you leaving with?',
        'What did you appreciate in how the other was here today?',
        'Which one word says how you go?',
      ],
      say: {
        coachee: 'Say one thing that you take with you, and one that you appreciated.',
        coach: 'Say one thing that you take with you, and one that you appreciated.',
      },
      practice: 'End on time and on something true. One sentence each is enough; a good beginning needs no summary.',
      yields: [],
    },
  ],
});
