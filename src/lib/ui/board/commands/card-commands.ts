import { defineCommands, hasChoice, mayChangeChoice, mayWrite, type Desk } from './board-command.ts';
import { loadArranging } from './board-deeds.ts';
import { gist, itemsIn } from '#lib/ui/board/board-words.ts';
import { nearestCard, nextCard, type Direction } from '#lib/ui/board/canvas/next-card.ts';

const linkSelected = ({ stage }: Desk): boolean => stage.selection.length === 0 && stage.selectedLinks.length === 1;
const oneSelected = ({ stage }: Desk): boolean => stage.selected !== null;

/** What one does with cards. */
export const cardCommands = defineCommands([
  {
    id: 'write',
    group: 'Cards',
    title: 'Write in the card, on the link, or about the picture',
    keys: ['Enter', 'F2'],
    when: (desk) => (desk.stage.alone !== null || linkSelected(desk)) && mayWrite(desk),
    run: writeOn,
  },
  {
    id: 'details',
    group: 'Cards',
    title: 'Details: owner, date, colour, links',
    keys: ['e'],
    when: oneSelected,
    run: ({ stage }) => {
      if (stage.selected !== null) stage.openDetails(stage.selected);
    },
  },
  {
    id: 'link',
    group: 'Cards',
    title: 'Link to another card',
    keys: ['l'],
    when: (desk) => oneSelected(desk) && mayWrite(desk),
    run: (desk) => {
      const { stage, canvas } = desk;
      if (stage.selected === null) return;
      stage.linking = { from: stage.selected, to: nearestCard(canvas.placedCards(), stage.selected), pointer: null };
      announceEnd(desk);
    },
  },
  {
    id: 'delete',
    group: 'Cards',
    title: 'Delete',
    keys: ['Delete', 'Backspace'],
    when: (desk) => mayWrite(desk) && (hasChoice(desk) || desk.stage.selectedLinks.length > 0),
    run: ({ stage }) => {
      if (stage.chosen.length > 0) {
        stage.remove(stage.chosen);
        stage.focusOn.canvas();
        return;
      }
      stage.board.unlink(stage.selectedLinks);
      stage.announce('Link deleted');
      stage.focusOn.canvas();
    },
  },
  {
    id: 'select-all',
    group: 'Cards',
    title: 'Select everything',
    keys: ['Mod+A'],
    run: ({ stage, canvas }) => {
      const frames = stage.board.frames.filter(({ step }) => step === null);
      canvas.select([...frames, ...canvas.placed(), ...stage.board.ink.all].map(({ id }) => id));
    },
  },
  {
    id: 'escape',
    group: 'Cards',
    title: 'Back to the card, then to the board',
    keys: ['Escape'],
    when: ({ stage, mode }) =>
      stage.together.following !== null ||
      stage.choosing !== null ||
      mode.query !== null ||
      mode.tool !== 'hand' ||
      stage.details !== null ||
      stage.chosen.length + stage.selectedLinks.length > 0,
    run: escape,
  },
]);

/** Opens the words of whatever is selected. */
function writeOn({ stage, mode }: Desk): void {
  const { alone } = stage;
  if (alone === null) mode.labelling = stage.selectedLinks[0] ?? null;
  else if (alone.type === 'card') stage.write(alone.id);
  else if (alone.locked) stage.announce(`${itemsIn(stage.board, [alone.id])} is locked. Unlock it first.`);
  else if (alone.type === 'frame') mode.naming = alone.id;
  else mode.describing = alone.id;
}

function escape({ stage, canvas, mode }: Desk): void {
  if (stage.together.following !== null) stage.together.stopFollowing();
  else if (stage.choosing !== null) stage.choosing = null;
  else if (mode.query !== null) mode.find(null);
  else if (mode.tool !== 'hand') mode.tool = 'hand';
  else if (stage.details !== null) stage.closeDetails();
  else {
    canvas.select([]);
    stage.focusOn.canvas();
  }
}

const directions = { left: 'on the left', up: 'above', right: 'on the right', down: 'below' } as const;
const sizes = { left: 'narrower', up: 'lower', right: 'wider', down: 'higher' } as const;
const arrows = { left: 'ArrowLeft', up: 'ArrowUp', right: 'ArrowRight', down: 'ArrowDown' } as const;
const allDirections: readonly Direction[] = ['left', 'up', 'right', 'down'];

/** Going from card to card, and moving cards by key. */
export const moveCommands = [
  ...allDirections.map((direction) => ({
    id: `go-${direction}` as const,
    group: 'Move about' as const,
    title: `Go to the card ${directions[direction]}`,
    family: 'Go to the next card that way',
    keys: [arrows[direction]],
    run: ({ stage, canvas }: Desk) => {
      const to = canvas.neighbour(direction);
      if (to !== null) stage.focusOn.card(to);
    },
  })),
  ...allDirections.map((direction) => ({
    id: `nudge-${direction}` as const,
    group: 'Move about' as const,
    title: `Move what is selected ${direction}`,
    family: 'Move what is selected',
    keys: [`Shift+${arrows[direction]}`],
    when: mayChangeChoice,
    run: ({ stage, canvas }: Desk) => canvas.hold.nudge(stage.chosen, direction, false),
  })),
  ...allDirections.map((direction) => ({
    id: `nudge-little-${direction}` as const,
    group: 'Move about' as const,
    title: `Move what is selected a little ${direction}`,
    family: 'Move it a little',
    keys: [`Alt+${arrows[direction]}`],
    when: mayChangeChoice,
    run: ({ stage, canvas }: Desk) => canvas.hold.nudge(stage.chosen, direction, true),
  })),
  ...allDirections.map((direction) => ({
    id: `resize-${direction}` as const,
    group: 'Move about' as const,
    title: `Make what is selected ${sizes[direction]}`,
    family: 'Make it larger or smaller',
    keys: [`Alt+Shift+${arrows[direction]}`],
    when: (desk: Desk) => mayWrite(desk) && desk.stage.alone?.locked === false,
    run: async (desk: Desk) => {
      const { alone } = desk.stage;
      const { resizeByKey } = await loadArranging();
      if (alone !== null) resizeByKey(desk, alone.id, direction);
    },
  })),
];

/** While a link is drawn by keyboard, arrows choose where it ends. */
export const linkingCommands = [
  ...allDirections.map((direction) => ({
    id: `link-end-${direction}` as const,
    group: 'Cards' as const,
    title: `Link to the card ${directions[direction]}`,
    family: 'Choose where the link ends',
    keys: [arrows[direction]],
    linking: true as const,
    run: (desk: Desk) => {
      const { stage, canvas } = desk;
      const { linking } = stage;
      if (linking === null) return;
      const to = nextCard(canvas.placedCards(), linking.to ?? linking.from, direction);
      if (to !== null && to !== linking.from) stage.linking = { ...linking, to, pointer: null };
      announceEnd(desk);
    },
  })),
  ...defineCommands([
    {
      id: 'link-finish',
      group: 'Cards',
      title: 'Draw the link',
      keys: ['Enter'],
      linking: true,
      run: ({ stage }) => {
        const to = stage.linking?.to ?? null;
        if (to !== null) stage.finishLink(to);
      },
    },
    {
      id: 'link-cancel',
      group: 'Cards',
      title: 'Draw no link',
      keys: ['Escape'],
      linking: true,
      run: ({ stage }) => {
        stage.linking = null;
        stage.announce('No link was drawn');
      },
    },
  ]),
];

function announceEnd({ stage }: Desk): void {
  const to = stage.linking?.to ?? null;
  const card = to === null ? null : stage.board.card(to);
  stage.announce(
    card === null ? 'There is no other card to link to' : `Link to: ${gist(card)}. Enter links, Escape cancels.`,
  );
}
