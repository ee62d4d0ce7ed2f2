// SPDX-License-Identifier: Apache-2.0
package io.millrace.kubernetes;

import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscalerBehavior;
import java.util.List;
import java.util.Map;

/** The fields of KEDA's kinds that the manifests may have: there is no model of them. */
final class Keda {
    private Keda() {}

    record ScaledObject(String apiVersion, String kind, ObjectMeta metadata, Spec spec) {}

    record Spec(
            Target scaleTargetRef,
            int minReplicaCount,
            int maxReplicaCount,
            int pollingInterval,
            Advanced advanced,
            List<Trigger> triggers) {}

    record Target(String apiVersion, String kind, String name) {}

    record Advanced(HpaConfig horizontalPodAutoscalerConfig) {}

    record HpaConfig(HorizontalPodAutoscalerBehavior behavior) {}

    record Trigger(String type, Map<String, String> metadata, Reference authenticationRef) {}

    record Reference(String name) {}

    record TriggerAuthentication(String apiVersion, String kind, ObjectMeta metadata, Secrets spec) {}

    record Secrets(List<SecretTarget> secretTargetRef) {}

    record SecretTarget(String parameter, String name, String key) {}
}
