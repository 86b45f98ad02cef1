import { defineFormat } from '#lib/domain/formats/format.ts';

/** Intervision: a circle of four to six thinks about one case for an hour, and advises nobody. */
export const intervision = defineFormat({
  id: 'intervision',
  title: 'Intervision',
  summary:
    'A circle of four to six helps one of them with a case: silent questions, a sharper question, thinking aloud, a choice. Everyone leaves with a lesson.',
  people: { min: 4, max: 6 },
  stages: [
    {
      kind: 'step',
      id: 'follow-ups',
      title: 'Earlier follow-ups',
      minutes: 5,
      floor: 'both',
      prompts: [
        'What became of what you chose last time?',
        'What did you learn from it?',
        'What would you still like to ask the circle?',
        'Who brings a case today?',
      ],
      say: {
        coachee: 'Whoever had a case last time says in a minute what became of it. Then choose today’s case.',
        coach: 'Whoever had a case last time says in a minute what became of it. Then choose today’s case.',
      },
      practice:
        'Keep it short and curious: this is news, not a new case. When several bring a case, choose the one that is most alive now. The others keep theirs for next time.',
      yields: [{ kind: 'action', label: null, atLeast: 0 }],
    },
    {
      kind: 'turn',
      who: 'one',
      others: 'coach',
      steps: [
        {
          kind: 'step',
          id: 'case',
          title: 'The case',
          minutes: 7,
          floor: 'coachee',
          prompts: [
            'What happened, and what was your part in it?',
            'What have you tried?',
            'What do you feel when you think of it?',
            'What is your question to us, for now?',
          ],
          say: {
            coachee: 'Tell the case in the first person: I saw, I did, I felt. End with your question as it is now.',
            coach: 'Listen without asking. Note the words that stay with you.',
          },
          practice:
            'Told as "I", a case is about somebody who can do something. Listeners: no nodding along with blame of people who are not here. Keep names out of the notes.',
          yields: [{ kind: 'note', label: 'case', atLeast: 1 }],
        },
        {
          kind: 'step',
          id: 'questions',
          title: 'Open questions',
          minutes: 5,
          floor: 'all-silent',
          sealed: true,
          writers: 'coaches',
          prompts: [
            'What would I like to understand?',
            'Which question might open something for them?',
            'What has nobody mentioned?',
          ],
          say: {
            coachee: 'Rest for a moment. The others write questions for you.',
            coach: 'Write two or three open questions, alone, one on each card. No advice dressed as a question.',
          },
          practice:
            'A good question is short, open, and not yet answered in your own head. "Have you thought of…" is advice with a question mark. Begin with what, how, who or when.',
          yields: [{ kind: 'question', label: null, atLeast: 4 }],
        },
        {
          kind: 'step',
          id: 'answers',
          title: 'Answers',
          minutes: 10,
          floor: 'coachee',
          prompts: [
            'Which of these questions moves something?',
            'What is your answer to that one?',
            'Which one would you rather keep to think about?',
          ],
          say: {
            coachee: 'Mark each question as useful or not, and answer those you want to answer, in your own order.',
            coach: 'Listen. A follow-up is welcome only when something was not understood.',
          },
          practice:
            'The owner chooses; a question left aside is no failure of the one who asked. Keep from arguing with an answer. What hesitates often knows something.',
          yields: [{ kind: 'note', label: 'reality', atLeast: 1 }],
        },
        {
          kind: 'step',
          id: 'core-question',
          title: 'The core question',
          minutes: 3,
          floor: 'coachee',
          prompts: [
            'How would you put your question now?',
            'What is it really about?',
            'What about it is yours to change?',
          ],
          say: {
            coachee: 'Say your question again, in one sentence. It may have become another one.',
            coach: 'Wait for the sentence. Say it back once, word for word.',
          },
          practice:
            'The question at the start is seldom the question in the middle. Give it time to turn. One sentence with "I" in it is a good sign.',
          yields: [{ kind: 'question', label: null, atLeast: 1 }],
        },
        {
          kind: 'step',
          id: 'thinking-aloud',
          title: 'Thinking aloud',
          minutes: 15,
          floor: 'coach',
          prompts: [
            'What do I see when I look at this from outside?',
            'What might the others in this story want?',
            'What would I be afraid of in that place?',
            'What is already working here?',
            'What picture or what story comes to mind?',
          ],
          say: {
            coachee: 'Only listen. Turn a little away, take notes, and do not answer.',
            coach: 'Think aloud with each other, as if the owner were not here: what you see, suppose, wonder.',
          },
          practice:
            'Speak about the case, not to its owner, and as a guess: "I imagine…", "perhaps…". Add to what others said. Differing views are the gift of a circle, so leave them side by side.',
          yields: [{ kind: 'note', label: 'perspective', atLeast: 4 }],
        },
        {
          kind: 'step',
          id: 'choice',
          title: 'The choice',
          minutes: 7,
          floor: 'coachee',
          prompts: [
            'What touched you or surprised you?',
            'Which thought do you take with you?',
            'What will you do first, and by when?',
            'How sure are you of it, from 0 to 10?',
          ],
          say: {
            coachee: 'Say what you take from all this. Choose one first step, with a day to it.',
            coach: 'Let the owner choose, and let the rest go. No last piece of advice.',
          },
          practice:
            'What is left unchosen was still useful. Resist the wish to have your thought picked. Help only with making the step small and dated.',
          yields: [
            { kind: 'note', label: 'insight', atLeast: 1 },
            { kind: 'action', label: null, atLeast: 1 },
          ],
        },
      ],
    },
    {
      kind: 'step',
      id: 'lessons',
      title: 'Each one’s own lesson',
      minutes: 8,
      floor: 'both',
      prompts: [
        'What did this case show you about your own work?',
        'What will you look at in another way now?',
        'What did you learn from how the others asked?',
      ],
      say: {
        coachee: 'Each says one thing learned for their own work, and writes it down.',
        coach: 'Each says one thing learned for their own work, and writes it down.',
      },
      practice:
        'A circle works when everybody takes something home, not only the owner of the case. One lesson each, starting with "I". Then thank the owner: bringing a case takes courage.',
      yields: [{ kind: 'note', label: 'learning', atLeast: 4 }],
    },
  ],
});
