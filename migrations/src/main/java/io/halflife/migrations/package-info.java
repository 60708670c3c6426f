// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
/**
 * Brings a database to the schema of this build. Start at {@link
 * io.halflife.migrations.Migrations}; the steps themselves are plain SQL under {@code
 * db/migration}. Nothing of ours may be imported here.
 */
package io.halflife.migrations;
