/** Code of commands that work on cards, and show nothing: it is fetched like the parts in `board-parts.ts`, which see. */
export const loadArranging = () => import('#lib/ui/board/arrange/arrange-cards.ts');
export const loadPasting = () => import('#lib/ui/board/paste/paste-cards.ts');
export const loadPictures = () => import('#lib/ui/board/paste/add-pictures.ts');
