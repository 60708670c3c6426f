// Copyright the Halflife authors. SPDX-License-Identifier: Apache-2.0
package io.halflife.launcher.demo;

import io.halflife.launcher.console.Console;
import io.halflife.launcher.console.Progress;
import io.halflife.launcher.console.Refusal;
import io.halflife.launcher.demo.story.DiaryPage;
import io.halflife.launcher.demo.story.Findings;
import io.halflife.launcher.demo.story.Script;
import io.halflife.launcher.demo.story.StoryCheck;
import io.halflife.launcher.demo.story.StoryText;
import io.halflife.launcher.demo.webhook.Receiver;
import io.halflife.launcher.demo.world.Call;
import io.halflife.launcher.demo.world.StoryCalendar;
import io.halflife.launcher.demo.world.World;
import io.halflife.launcher.services.Installation;
import io.halflife.storage.Storage;
import io.halflife.storage.model.RegisteredVersion;
import io.halflife.storage.results.VersionScope;
import io.halflife.storage.webhook.Deliveries;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The demo in one installation: its model, its receiver of webhooks, its story. Used once; one
 * thread, but for {@link #close}.
 */
public final class Demo implements AutoCloseable {

    private final Installation installation;
    private final Console console;
    private final Clock clock;
    private final World world;
    private final Doors doors;
    private final Receiver receiver;
    private final Endpoint endpoint;
    private final WaitingLabels labels = new WaitingLabels();
    private final Turn turn;
    private final AtomicBoolean closed = new AtomicBoolean();

    private Demo(Installation installation, Console console, Clock clock, Turn turn) {
        this.installation = installation;
        this.turn = turn;
        this.console = console;
        this.clock = clock;
        this.world = World.of(StoryCalendar.endingBefore(clock.instant(), Churn.GRACE));
        this.doors = Doors.open(installation.collector());
        this.receiver = Receiver.open(clock);
        this.endpoint = Endpoint.register(installation.dashboard(), receiver.url());
        receiver.trust(endpoint.secret());
    }

    /**
     * A demo whose last day is yesterday.
     *
     * @throws Refusal when a demo plays here already
     */
    public static Demo open(Installation installation, Console console, Clock clock) {
        Turn turn = Turn.take(installation.storage().dataSource());
        try {
            Demo demo = new Demo(installation, console, clock, turn);
            installation.closeFirst(demo);
            return demo;
        } catch (RuntimeException e) {
            turn.close();
            throw e;
        }
    }

    /**
     * Plays the story from its first day to its last.
     *
     * @throws Refusal when a model of that name is none of a demo
     */
    public Findings play() {
        Doors.reset(installation.storage().models());
        Instant start = clock.instant();
        doors.register(world.calendar());
        List<Call> reference = world.reference();
        doors.sendReference(reference);
        List<DiaryPage> diary;
        try (Progress progress = new Progress(console, clock, "demo", StoryCalendar.DAYS)) {
            diary = player().play(progress);
        }
        console.note(
                String.format(
                        Locale.ROOT,
                        "played %d days in %.1f s",
                        diary.size(),
                        Duration.between(start, clock.instant()).toMillis() / 1000.0));
        return new FindingsReader(installation.storage(), script())
                .read(diary, counts(reference.size()), receiver.receipts());
    }

    private Findings.Counts counts(long reference) {
        return new Findings.Counts(reference, doors.predictionsSent(), doors.labelsSent());
    }

    private Script script() {
        return new Script(world.calendar(), world.law(), Churn.METRIC, Churn.THRESHOLD);
    }

    private StoryPlayer player() {
        Storage storage = installation.storage();
        RegisteredVersion version = storage.models().version(Churn.ID).orElseThrow();
        return new StoryPlayer(
                world,
                doors,
                installation.analyzer(),
                storage.results(),
                new VersionScope(version.versionId(), Churn.ENVIRONMENT),
                labels,
                new Calls(receiver, doors, new Deliveries(storage.jdbi()), console));
    }

    /** The story in lines for a terminal. */
    public List<String> text(Findings findings) {
        return StoryText.lines(findings, Churn.ID.model(), installation.dashboard());
    }

    /** One line for each thing of the story that did not happen. */
    public static List<String> lacks(Findings findings) {
        return StoryCheck.lacks(findings);
    }

    /**
     * Goes on live, slowly, until the thread is interrupted or the process told to end.
     *
     * @param findings of the story that was played
     */
    public void goOn(Findings findings) {
        console.note(
                "live from now on: a prediction every "
                        + LivePlay.PACE_SECONDS
                        + " s and as often a label of the last days, an evaluation every "
                        + LivePlay.EVALUATION_SECONDS
                        + " s");
        Instant last = findings.diary().get(findings.diary().size() - 1).asOf();
        try (LivePlay live = live(clock)) {
            live.startEvaluations(installation, last, console);
            live.play(installation, console);
        }
    }

    void evaluate(Instant asOf) {
        installation.analyzer().ask(StoryPlayer.command(asOf));
    }

    LivePlay live(Clock from) {
        return new LivePlay(world, doors, labels, from);
    }

    /** Once, whoever asks first: the end of the process does, too. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            endpoint.close();
            receiver.close();
            doors.close();
            turn.close();
        }
    }
}
