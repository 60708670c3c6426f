// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
/** What failures are called in answers: {@link io.halflife.collector.failure.Failures}. */
package io.halflife.collector.failure;
