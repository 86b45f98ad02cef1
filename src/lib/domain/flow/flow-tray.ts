/** Ask first: an idea of the coach waits in a tray until the coachee invites it. Its text is not here. */
import type { FlowEvent, FlowState, Idea, Transition } from './flow.ts';
import { accept, refuse } from './flow-run.ts';
import type { Format } from '#lib/domain/formats/format.ts';
import { currentStep, rolesAt } from './roles.ts';

const mostIdeas = 20;

/** Whether ideas of the coach ask first in the current step. */
export function isAskFirst(state: FlowState, format: Format): boolean {
  return state.status !== 'ended' && currentStep(state, format)?.step.advice === 'ask-first';
}

/** The tray, oldest first. */
export function ideasOf(state: FlowState): readonly Idea[] {
  return state.status === 'lobby' ? [] : state.ideas;
}

type TrayEvent = FlowEvent & { type: 'hold-idea' | 'invite-idea' | 'dismiss-idea' | 'withdraw-idea'; id: string };

/** The coach holds an idea and may take it back; the coachee invites it, or lets it go. */
export function tray(state: FlowState, event: TrayEvent, format: Format): Transition {
  if (state.status === 'lobby' || state.status === 'ended') return refuse();
  const { by, at, id } = event;
  const idea = state.ideas.find((one) => one.id === id);
  const rest = state.ideas.filter((one) => one.id !== id);
  const { coachee, coaches } = rolesAt(state, format);
  switch (event.type) {
    case 'hold-idea':
      if (!isAskFirst(state, format) || idea !== undefined) return refuse();
      if (!coaches.includes(by)) return refuse('flow-not-yours');
      if (state.ideas.length >= mostIdeas) return refuse('flow-tray-full');
      return accept({ ...state, ideas: [...state.ideas, { id, by, at, state: 'waiting' }] });
    case 'invite-idea': {
      if (idea?.state !== 'waiting') return refuse();
      if (coachee !== by) return refuse('flow-not-yours');
      const ideas = state.ideas.map((one) => (one.id === id ? { ...one, state: 'invited' as const } : one));
      return accept({ ...state, ideas }, [{ type: 'idea-invited', id, by: idea.by, at }]);
    }
    case 'dismiss-idea':
      if (idea?.state !== 'waiting') return refuse();
      return coachee === by ? accept({ ...state, ideas: rest }) : refuse('flow-not-yours');
    case 'withdraw-idea':
      if (idea === undefined) return refuse();
      return idea.by === by ? accept({ ...state, ideas: rest }) : refuse('flow-not-yours');
  }
}
