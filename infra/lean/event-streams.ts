// Stands in for `@smithy/core/event-streams` in the bundles: SNS and Secrets Manager have no streams of events.
