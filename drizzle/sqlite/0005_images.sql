CREATE TABLE `images` (
	`id` text PRIMARY KEY NOT NULL,
	`room_id` text NOT NULL,
	`added_by` text,
	`added_at` integer NOT NULL,
	`type` text NOT NULL,
	`size` integer NOT NULL,
	`bytes` blob NOT NULL,
	FOREIGN KEY (`room_id`) REFERENCES `rooms`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`added_by`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE set null
);
--> statement-breakpoint
CREATE INDEX `images_room` ON `images` (`room_id`);