import { defineConfig } from 'drizzle-kit';

export default defineConfig({
  dialect: 'postgresql',
  schema: './server/store/postgres/schema-postgres.ts',
  out: './drizzle/postgres',
});
