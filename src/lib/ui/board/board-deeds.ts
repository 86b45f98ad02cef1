/** Code of commands that work on cards, and show nothing: it is fetched like the parts in `board-parts.ts`, which see. */
export const loadArranging = () => import('./arrange-cards.ts');
export const loadPasting = () => import('./paste-cards.ts');
export const loadPictures = () => import('./add-pictures.ts');
