/** What the bar of a selection opens; it is a part of the board that comes later itself. See `board-parts.ts`. */
export const loadArrangeMenu = () => import('#lib/ui/board/arrange/ArrangeMenu.svelte');
