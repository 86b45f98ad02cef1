/** Parts that are needed only where somebody else is at the board. Apart from the others, since those lead back here. */
export const loadTogether = () => import('./TogetherLayer.svelte');
export const loadTogetherMenu = () => import('./TogetherMenu.svelte');
export const loadBallot = () => import('#lib/ui/board/card/CardBallot.svelte');
