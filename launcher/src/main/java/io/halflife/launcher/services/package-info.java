// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
/**
 * The services of one machine: all in this process, but the analyzer, which is a child. Start at
 * {@link io.halflife.launcher.services.Services}. They meet only in Postgres.
 */
package io.halflife.launcher.services;
