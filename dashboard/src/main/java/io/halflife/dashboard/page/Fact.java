// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.dashboard.page;

/** A name and a sentence, for example "Performance" and the value with its interval and n. */
public record Fact(String name, String text) {}
