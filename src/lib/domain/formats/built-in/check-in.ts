import { defineFormat } from '#lib/domain/formats/format.ts';

/** Accountability check-in: 20 minutes between two sessions, about what was promised and nothing else. */
export const checkIn = defineFormat({
  id: 'check-in',
  title: 'Accountability check-in',
  summary:
    'Twenty minutes between two sessions: both show at once how their promises stand, learn from them without blame, and keep, resize or drop each one.',
  people: { min: 2, max: 2 },
  stages: [
    {
      kind: 'step',
      id: 'reveal',
      title: 'Show where it stands',
      minutes: 1,
      floor: 'all-silent',
      sealed: true,
      prompts: [
        'What became of each promise, in one word?',
        'Which one are you glad about?',
        'Which one would you rather not talk about?',
      ],
      say: {
        coachee:
          'Write a status for each of your promises, alone, or take what you prepared. You show them at the same moment.',
        coach:
          'Write a status for each of your promises, alone, or take what you prepared. You show them at the same moment.',
      },
      practice:
        'Showing at the same moment keeps either of you from trimming the truth to the other. Plain words: done, partly, not yet, no longer. No reasons yet.',
      yields: [{ kind: 'note', label: 'status', atLeast: 2 }],
    },
    {
      kind: 'turn',
      steps: [
        {
          kind: 'step',
          id: 'happened',
          title: 'What happened',
          minutes: 3,
          floor: 'coachee',
          prompts: [
            'What did you do?',
            'What happened then?',
            'What helped, and what got in the way?',
            'What surprised you?',
          ],
          say: {
            coachee: 'Tell what happened with each promise: facts first, the good news too.',
            coach: 'Ask what happened and listen. Keep your face as interested in a failure as in a success.',
          },
          practice:
            'Facts before reasons. "What happened then?" keeps a story moving without pushing. Your calm is what makes it safe to report something that did not work.',
          yields: [{ kind: 'action', label: null, atLeast: 0 }],
        },
        {
          kind: 'step',
          id: 'taught',
          title: 'What it taught',
          minutes: 3,
          floor: 'coachee',
          prompts: [
            'What did it teach you?',
            'What would you do the same way again?',
            'What would you do another way?',
            'What does it tell you about the size of the promise?',
          ],
          say: {
            coachee: 'Say what you learned, about the thing or about yourself, and write it in one line.',
            coach: 'Look for the lesson together, without blame. What worked teaches as much as what did not.',
          },
          practice:
            'Blame looks for who; learning looks for how. If they judge themselves, ask what somebody watching would have seen. One lesson, in their words, written down.',
          yields: [{ kind: 'note', label: 'learning', atLeast: 1 }],
        },
        {
          kind: 'step',
          id: 'decide',
          title: 'Keep, resize or drop',
          minutes: 2,
          floor: 'coachee',
          prompts: [
            'What would you like to do with it: keep it, resize it or let it go?',
            'What size would be right for the next two weeks?',
            'What is the day and the hour?',
          ],
          say: {
            coachee: 'Decide for each promise: keep it as it is, change its size, or let it go with a clear mind.',
            coach:
              'Hold them to a decision, any of the three. Dropping on purpose is better than carrying on by habit.',
          },
          practice:
            'Three honest answers: keep, resize, drop. Resizing is not giving in; it is steering. If confidence is below 7 of 10, ask what would make it a 7.',
          yields: [{ kind: 'action', label: null, atLeast: 1 }],
        },
      ],
    },
    {
      kind: 'step',
      id: 'thanks',
      title: 'Thanks',
      minutes: 2,
      floor: 'both',
      prompts: [
        'What did you see in the other that you respect?',
        'What would you like to thank them for?',
        'What do you wish them for the days to come?',
      ],
      say: {
        coachee: 'Tell the other one thing you respect in how they dealt with their promises.',
        coach: 'Tell the other one thing you respect in how they dealt with their promises.',
      },
      practice:
        'Thank for something you saw, not for something in general. "You told me straight away that it had not worked." Say it once and let it stand.',
      yields: [{ kind: 'note', label: 'appreciation', atLeast: 2 }],
    },
    {
      kind: 'step',
      id: 'next-date',
      title: 'Next date',
      minutes: 1,
      floor: 'both',
      prompts: [
        'When do we meet next?',
        'What will each of you have done by then?',
        'What is the sign if one of us cannot come?',
      ],
      say: {
        coachee: 'Agree on the next day and hour before you part.',
        coach: 'Agree on the next day and hour before you part.',
      },
      practice: 'A promise with a date to report on is kept more often. Put it in both calendars now, not later.',
      yields: [{ kind: 'note', label: 'date', atLeast: 1 }],
    },
  ],
});
