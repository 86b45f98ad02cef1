/** What the lobby opens; it is a part of the page that comes later itself. See `session-parts.ts`. */
export const loadFormatChoice = () => import('./FormatChoice.svelte');
export const loadLobbyAgreement = () => import('./LobbyAgreement.svelte');
