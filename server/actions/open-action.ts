import type { OpenAction } from '../services.ts';
import type { OpenActionRow } from '../store/ports/action-port.ts';

/** An action as lists show it. */
export function openAction(row: OpenActionRow): OpenAction {
  const { id, text, owner, ownerName, due, confidence, plan, room, roomName, session, sessionNumber } = row;
  return {
    id,
    text,
    owner: owner === null || ownerName === null ? null : { id: owner, name: ownerName },
    due,
    confidence,
    plan,
    room: { id: room, name: roomName },
    session: { id: session, number: sessionNumber },
  };
}
