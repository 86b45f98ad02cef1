/** Parts of the session's page that come after it: nobody needs them in the first second. See `board-parts.ts`. */
import { fetchWhenIdle } from '#lib/client/when-idle.ts';

export const loadAgreementBox = () => import('./AgreementBox.svelte');
export const loadEndDialog = () => import('./EndDialog.svelte');
export const loadExtendBox = () => import('./ExtendBox.svelte');
export const loadInviteDialog = () => import('./InviteDialog.svelte');
export const loadIdeaTray = () => import('./IdeaTray.svelte');
export const loadLobbyChoice = () => import('./LobbyChoice.svelte');
export const loadMyQuestions = () => import('./MyQuestions.svelte');
export const loadStartDialog = () => import('./StartDialog.svelte');
export const loadLeftDrafts = () => import('./LeftDrafts.svelte');
export const loadPopoverBox = () => import('./PopoverBox.svelte');
export const loadPrivateDesk = () => import('#lib/client/private-desk.svelte.ts');
export const loadCaseBox = () => import('./CaseBox.svelte');
export const loadObserverBox = () => import('./ObserverBox.svelte');
export const loadObserverDoor = () => import('./ObserverDoor.svelte');
export const loadSilenceDialog = () => import('./SilenceDialog.svelte');
export const loadStoryPanel = () => import('./StoryPanel.svelte');
export const loadThinkingSpace = () => import('./ThinkingSpace.svelte');
export const loadSealedSheet = () => import('./SealedSheet.svelte');

/** Fetches them in a quiet moment, so that they open at once and without a connection. Returns what calls it off. */
export const fetchSessionPartsWhenIdle = (): (() => void) =>
  fetchWhenIdle([
    loadPopoverBox,
    loadExtendBox,
    loadEndDialog,
    loadStartDialog,
    loadMyQuestions,
    loadInviteDialog,
    loadSilenceDialog,
    loadThinkingSpace,
    loadPrivateDesk,
    loadSealedSheet,
    loadIdeaTray,
    loadLeftDrafts,
    loadAgreementBox,
  ]);
