// SPDX-License-Identifier: Apache-2.0
package io.millrace.pipeline;

import io.millrace.resolved.ResolvedConfig;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes the pipelines of a process to other settings, one after the other, or all of them back. */
public final class LiveSwitch {
    private static final Logger LOG = LoggerFactory.getLogger(LiveSwitch.class);

    private final Pipelines pipelines;
    private final SharedParts from;
    private final SharedParts to;
    private final BooleanSupplier isWanted;

    /** @param isWanted false once the process is about to stop */
    public LiveSwitch(Pipelines pipelines, SharedParts from, SharedParts to, BooleanSupplier isWanted) {
        this.isWanted = isWanted;
        this.pipelines = pipelines;
        this.from = from;
        this.to = to;
    }

    /** Creates everything once and closes it again, while the old runs continue; throws if something cannot be created. */
    public void tryOut() {
        pipelines.alive().forEach(pipeline -> pipeline.tryOut(to));
    }

    /** Returns why all went back, or null when all have switched. */
    public Throwable run() {
        LOG.atInfo()
                .addKeyValue("from", profile(from.effective()))
                .addKeyValue("to", profile(to.effective()))
                .log("Switching the profile");
        for (RunningPipeline pipeline : pipelines.all()) {
            if (!isWanted.getAsBoolean()) {
                return null;
            }
            boolean hadFailed = pipeline.isFailed();
            try {
                pipeline.switchTo(to, isWanted);
            } catch (RuntimeException | LinkageError e) {
                if (!hadFailed) {
                    LOG.atError()
                            .setCause(e)
                            .addKeyValue("pipeline", pipeline.name())
                            .log("Could not switch to the profile; going back to the previous one");
                    goBack(pipeline);
                    return e;
                }
                pipeline.failAgain(e, to.config());
            }
        }
        return null;
    }

    private void goBack(RunningPipeline failed) {
        for (RunningPipeline pipeline : pipelines.all()) {
            if (pipeline == failed || pipeline.effective() == to.effective()) {
                try {
                    pipeline.switchTo(from, isWanted);
                } catch (RuntimeException | LinkageError e) {
                    pipeline.failAgain(e, from.config());
                }
            }
        }
    }

    private static String profile(ResolvedConfig effective) {
        return effective.config().profile().name();
    }
}
