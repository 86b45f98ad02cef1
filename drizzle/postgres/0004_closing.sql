CREATE TABLE "favourite_prompts" (
	"owner_id" text NOT NULL,
	"text" text NOT NULL,
	"created_at" bigint NOT NULL,
	CONSTRAINT "favourite_prompts_owner_id_text_pk" PRIMARY KEY("owner_id","text")
);
--> statement-breakpoint
CREATE TABLE "next_dates" (
	"room_id" text PRIMARY KEY NOT NULL,
	"at" bigint NOT NULL,
	"set_by" text,
	"set_at" bigint NOT NULL
);
--> statement-breakpoint
CREATE TABLE "peer_words" (
	"session_id" text NOT NULL,
	"from_user_id" text NOT NULL,
	"to_user_id" text NOT NULL,
	"thanks" text NOT NULL,
	"helped" text NOT NULL,
	"try_next" text NOT NULL,
	"at" bigint NOT NULL,
	CONSTRAINT "peer_words_session_id_from_user_id_to_user_id_pk" PRIMARY KEY("session_id","from_user_id","to_user_id")
);
--> statement-breakpoint
CREATE TABLE "reflections" (
	"id" text PRIMARY KEY NOT NULL,
	"owner_id" text NOT NULL,
	"session_id" text,
	"room_name" text NOT NULL,
	"session_number" integer NOT NULL,
	"text" text NOT NULL,
	"created_at" bigint NOT NULL,
	"updated_at" bigint NOT NULL
);
--> statement-breakpoint
ALTER TABLE "favourite_prompts" ADD CONSTRAINT "favourite_prompts_owner_id_users_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "next_dates" ADD CONSTRAINT "next_dates_room_id_rooms_id_fk" FOREIGN KEY ("room_id") REFERENCES "public"."rooms"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "next_dates" ADD CONSTRAINT "next_dates_set_by_users_id_fk" FOREIGN KEY ("set_by") REFERENCES "public"."users"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "peer_words" ADD CONSTRAINT "peer_words_session_id_sessions_id_fk" FOREIGN KEY ("session_id") REFERENCES "public"."sessions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "peer_words" ADD CONSTRAINT "peer_words_from_user_id_users_id_fk" FOREIGN KEY ("from_user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "peer_words" ADD CONSTRAINT "peer_words_to_user_id_users_id_fk" FOREIGN KEY ("to_user_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reflections" ADD CONSTRAINT "reflections_owner_id_users_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."users"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "reflections" ADD CONSTRAINT "reflections_session_id_sessions_id_fk" FOREIGN KEY ("session_id") REFERENCES "public"."sessions"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "peer_words_to" ON "peer_words" USING btree ("to_user_id");--> statement-breakpoint
CREATE UNIQUE INDEX "reflections_session" ON "reflections" USING btree ("owner_id","session_id");