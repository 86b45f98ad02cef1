/** Migrations for SQLite; `drizzle.postgres.config.ts` makes their twins. `npm run db:generate` runs both. */
import { defineConfig } from 'drizzle-kit';

export default defineConfig({
  dialect: 'sqlite',
  schema: './server/store/sqlite/schema-sqlite.ts',
  out: './drizzle/sqlite',
});
