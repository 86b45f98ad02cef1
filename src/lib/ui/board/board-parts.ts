/**
 * Parts of the board that come after it: nobody needs them in the first second, and they must be there when offline.
 * The editor of texts is another: `BoardClient` fetches it.
 */
import { fetchWhenIdle } from '#lib/client/when-idle.ts';
import { loadArranging, loadPasting, loadPictures } from './commands/board-deeds.ts';
import { loadBallot, loadTogether, loadTogetherMenu } from './together/together-parts.ts';
import { loadArrangeMenu } from './card/toolbar-parts.ts';

export const loadDetails = () => import('./card/CardDetails.svelte');
export const loadOutline = () => import('./outline/BoardOutline.svelte');
export const loadShortcuts = () => import('./commands/ShortcutSheet.svelte');
export const loadPalette = () => import('./commands/CommandPalette.svelte');
export const loadFind = () => import('./find/FindBar.svelte');
export const loadMiniMap = () => import('./canvas/MiniMap.svelte');
export const loadToolbar = () => import('./card/CardToolbar.svelte');
export const loadKindChooser = () => import('./card/KindChooser.svelte');
export const loadInk = () => import('#lib/ui/ink/InkLayer.svelte');
export const loadItemsInPage = () => import('./canvas/ItemsInPage.svelte');
export const loadPicture = () => import('./canvas/ImageOnCanvas.svelte');

/**
 * Fetches them when the browser has nothing better to do, so that they open at once and without a connection. Returns
 * what calls it off. A part that could not be fetched is fetched again when it is wanted.
 */
export function fetchPartsWhenIdle(canWrite: boolean): () => void {
  const loads: (() => Promise<unknown>)[] = [
    loadDetails,
    loadOutline,
    loadPalette,
    loadShortcuts,
    loadFind,
    loadPicture,
  ];
  if (canWrite) {
    loads.push(
      loadToolbar,
      loadKindChooser,
      loadInk,
      loadTogether,
      loadTogetherMenu,
      loadBallot,
      loadArranging,
      loadArrangeMenu,
      loadPasting,
      loadPictures,
    );
  }
  return fetchWhenIdle(loads);
}
