// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
/**
 * A bounded file for what could not be sent in time. Start at {@link
 * io.halflife.client.spool.SpoolFile}. Internal: no promise is made to users. Knows neither items
 * nor HTTP; the format is written down in client/README.md and shared with the Python client.
 */
package io.halflife.client.spool;
