CREATE TABLE "board_quarantine" (
	"session_id" text NOT NULL,
	"seq" bigint NOT NULL,
	"author" text,
	"at" bigint NOT NULL,
	"bytes" "bytea" NOT NULL,
	"reason" text NOT NULL,
	"found_at" bigint NOT NULL,
	CONSTRAINT "board_quarantine_session_id_seq_pk" PRIMARY KEY("session_id","seq")
);
--> statement-breakpoint
CREATE TABLE "board_segments" (
	"session_id" text NOT NULL,
	"from_seq" bigint NOT NULL,
	"to_seq" bigint NOT NULL,
	"from_at" bigint NOT NULL,
	"to_at" bigint NOT NULL,
	"author" text,
	"bytes" "bytea" NOT NULL,
	CONSTRAINT "board_segments_session_id_from_seq_pk" PRIMARY KEY("session_id","from_seq")
);
--> statement-breakpoint
CREATE TABLE "board_states" (
	"session_id" text NOT NULL,
	"through" bigint NOT NULL,
	"at" bigint NOT NULL,
	"bytes" "bytea" NOT NULL,
	CONSTRAINT "board_states_session_id_through_pk" PRIMARY KEY("session_id","through")
);
--> statement-breakpoint
ALTER TABLE "board_quarantine" ADD CONSTRAINT "board_quarantine_session_id_sessions_id_fk" FOREIGN KEY ("session_id") REFERENCES "public"."sessions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "board_quarantine" ADD CONSTRAINT "board_quarantine_author_users_id_fk" FOREIGN KEY ("author") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "board_segments" ADD CONSTRAINT "board_segments_session_id_sessions_id_fk" FOREIGN KEY ("session_id") REFERENCES "public"."sessions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "board_segments" ADD CONSTRAINT "board_segments_author_users_id_fk" FOREIGN KEY ("author") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "board_states" ADD CONSTRAINT "board_states_session_id_sessions_id_fk" FOREIGN KEY ("session_id") REFERENCES "public"."sessions"("id") ON DELETE cascade ON UPDATE no action;