CREATE TABLE `formats` (
	`id` text PRIMARY KEY NOT NULL,
	`room_id` text NOT NULL,
	`version` integer NOT NULL,
	`format` text NOT NULL,
	`created_at` integer NOT NULL,
	`updated_at` integer NOT NULL,
	`updated_by` text,
	FOREIGN KEY (`room_id`) REFERENCES `rooms`(`id`) ON UPDATE no action ON DELETE cascade,
	FOREIGN KEY (`updated_by`) REFERENCES `users`(`id`) ON UPDATE no action ON DELETE set null
);
--> statement-breakpoint
CREATE INDEX `formats_room` ON `formats` (`room_id`,`created_at`);