// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.plant;

import java.util.ArrayList;
import java.util.List;

/** Names that clients may send: markup, very long ones, other scripts. */
public final class OddNames {

    public static final String MARKUP = "<img src=x onerror=alert(1)>";
    public static final String GERMAN = "Größenänderungsgeschwindigkeitsüberwachungsschwellenwert";
    public static final String JAPANESE = "特徴量の分布が参照データから大きく変化した可能性があるため確認が必要";

    /** A word of 120 letters that breaks nowhere. */
    public static final String LONG = "x".repeat(60) + "Y".repeat(60);

    /** The longest name that the collector takes for a model, but for eight letters. */
    public static final String LONG_MODEL = "long-model_name.".repeat(7) + "12345678";

    public static final List<String> ALL = List.of(MARKUP, LONG, GERMAN, JAPANESE);

    private OddNames() {}

    /** So many names, the odd ones first. */
    public static List<String> first(int names) {
        List<String> all = new ArrayList<>(ALL);
        for (int i = all.size() + 1; i <= names; i++) {
            all.add("feature_" + i);
        }
        return all.subList(0, names);
    }
}
