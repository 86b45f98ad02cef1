import { defineFormat } from '#lib/domain/formats/format.ts';

/** Mid-programme review: 45 minutes on the partnership itself, between equals. */
export const midReview = defineFormat({
  id: 'mid-review',
  title: 'Mid-programme review',
  summary:
    'Halfway through, look at the partnership itself: how it goes, what past boards show, goals, feedback, the terms, and whether to go on as you are.',
  people: { min: 2, max: 2 },
  stages: [
    {
      kind: 'step',
      id: 'rate',
      title: 'How it goes',
      minutes: 5,
      floor: 'all-silent',
      sealed: true,
      prompts: [
        'From 0 to 10, how much trust is there between us?',
        'From 0 to 10, how well balanced is our time?',
        'From 0 to 10, how much do we challenge each other?',
        'From 0 to 10, how much progress do you see in yourself?',
      ],
      say: {
        coachee: 'Rate trust, balance, challenge and progress, alone. You see both numbers side by side.',
        coach: 'Rate trust, balance, challenge and progress, alone. You see both numbers side by side.',
      },
      practice:
        'The numbers are there to start a talk. Look first at where you differ most, and ask what the other sees. A low number that is said aloud is a sign of trust.',
      yields: [
        { kind: 'note', label: 'trust', atLeast: 2, scale: true },
        { kind: 'note', label: 'balance', atLeast: 2, scale: true },
        { kind: 'note', label: 'challenge', atLeast: 2, scale: true },
        { kind: 'note', label: 'progress', atLeast: 2, scale: true },
      ],
    },
    {
      kind: 'step',
      id: 'past-boards',
      title: 'Past boards',
      minutes: 10,
      floor: 'both',
      prompts: [
        'Which promises were kept, and what did they have in common?',
        'Which ones were dropped, and what did that show?',
        'What pattern do you see over the sessions?',
        'Which question keeps coming back?',
      ],
      say: {
        coachee: 'Walk through your past boards together: what was kept, what was dropped, what repeats itself.',
        coach: 'Walk through your past boards together: what was kept, what was dropped, what repeats itself.',
      },
      practice:
        'Look for patterns, not for single failures. Each speaks about their own promises first; the other adds only what they saw. Write a pattern down when you both recognise it.',
      yields: [{ kind: 'note', label: 'insight', atLeast: 2 }],
    },
    {
      kind: 'step',
      id: 'goals',
      title: 'Goals',
      minutes: 10,
      floor: 'both',
      prompts: [
        'Which goal is still yours?',
        'What would make it sharper?',
        'Which one would you set free?',
        'What has become more important since you began?',
      ],
      say: {
        coachee: 'Take each goal in turn, five minutes for each of you: keep it, sharpen it or drop it.',
        coach: 'Take each goal in turn, five minutes for each of you: keep it, sharpen it or drop it.',
      },
      practice:
        'Dropping a goal on purpose makes room. When one stays, ask what would be a little harder and still possible. The owner writes the new wording.',
      yields: [{ kind: 'goal', label: null, atLeast: 2 }],
    },
    {
      kind: 'turn',
      steps: [
        {
          kind: 'step',
          id: 'feedback',
          title: 'Feedback',
          minutes: 5,
          floor: 'coach',
          prompts: [
            'What do I do that helps you think?',
            'What would you like more of from me?',
            'What would you like less of?',
            'What have you never told me about how I coach?',
          ],
          say: {
            coachee: 'You receive: ask for what you want to know, listen, take notes, and say thank you.',
            coach: 'You give: what helps, what you would like more of, and what less. Be kind and plain.',
          },
          practice:
            'Say what you see and what it does to you: "When you fill my pauses, I lose my thread." The receiver explains nothing, asks at most for an example, and decides alone what to do with it.',
          yields: [{ kind: 'note', label: 'feedback', atLeast: 2 }],
        },
      ],
    },
    {
      kind: 'step',
      id: 'terms',
      title: 'The terms again',
      minutes: 6,
      floor: 'both',
      signed: true,
      prompts: [
        'Which of our terms has served us well?',
        'Which one did we quietly stop keeping?',
        'What needs to be added or changed?',
      ],
      say: {
        coachee: 'Read your agreement aloud, change what no longer fits, and both sign it again.',
        coach: 'Read your agreement aloud, change what no longer fits, and both sign it again.',
      },
      practice:
        'An agreement is alive when it changes. If a term was broken, talk about the term before the person: perhaps it was the wrong one.',
      yields: [{ kind: 'note', label: 'agreement', atLeast: 1 }],
    },
    {
      kind: 'step',
      id: 'onward',
      title: 'Continue, adapt or change',
      minutes: 4,
      floor: 'all-silent',
      sealed: true,
      prompts: [
        'What would you like: continue, adapt, or change partner?',
        'What would have to be different for you to want to go on?',
        'What do you want to thank the other for, whatever comes?',
      ],
      say: {
        coachee: 'Answer alone first: continue, adapt or change partner. Then show it at the same moment.',
        coach: 'Answer alone first: continue, adapt or change partner. Then show it at the same moment.',
      },
      practice:
        'All three answers are good ones, and none is a verdict on a person. Where you differ, take the more careful answer as the starting point.',
      yields: [
        {
          kind: 'note',
          label: 'decision',
          atLeast: 2,
          choices: ['Continue as we are', 'Adapt something', 'Change partner'],
        },
      ],
    },
  ],
});
