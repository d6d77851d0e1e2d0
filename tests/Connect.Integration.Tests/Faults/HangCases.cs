namespace Connect.Integration.Tests.Faults;

/// <summary>Plugins that do not return, at every call, some of them with their thread: the status says so, and a restart gives them up.</summary>
internal static class HangCases
{
    public static IEnumerable<FaultCase> All =>
    [
        Hangs(FaultSide.Source, "start", "StartAsync has not returned"),
        Hangs(FaultSide.Source, "poll", "PollAsync has not returned"),
        Hangs(FaultSide.Source, "poll", "PollAsync has not returned", blocks: true),
        Hangs(FaultSide.Source, "transform", "A transform or converter has not returned", blocks: true),
        Hangs(FaultSide.Source, "value", "A transform or converter has not returned"),
        Hangs(FaultSide.Source, "commit", "CommitAsync has not returned"),
        Hangs(FaultSide.Source, "stop", null),
        Hangs(FaultSide.Sink, "start", "StartAsync has not returned"),
        Hangs(FaultSide.Sink, "open", "OpenAsync has not returned"),
        Hangs(FaultSide.Sink, "put", "PutAsync has not returned"),
        Hangs(FaultSide.Sink, "put", "PutAsync has not returned", blocks: true),
        Hangs(FaultSide.Sink, "transform", "A transform or converter has not returned", blocks: true),
        Hangs(FaultSide.Sink, "value", "A transform or converter has not returned"),
        Hangs(FaultSide.Sink, "preCommit", "PreCommitAsync or FlushAsync has not returned"),
        Hangs(FaultSide.Sink, "close", null),
        Hangs(FaultSide.Sink, "stop", null),
    ];

    /// <param name="side">Source or sink.</param>
    /// <param name="step">Where.</param>
    /// <param name="shown">What the status says; null for a call that only a restart makes.</param>
    /// <param name="blocks">Whether the thread hangs with it.</param>
    private static FaultCase Hangs(FaultSide side, string step, string? shown, bool blocks = false) => FaultCase.Of(
        $"{(step is "value" ? "the value converter" : step is "transform" ? "a transform" : step == "preCommit" ? "flush" : step == "commit" ? "the commit hook" : step)} hangs{(blocks ? " and blocks its thread" : "")}; the task is restarted",
        side,
        async run =>
        {
            var isHit = 0;
            Task HangAsync(string at, CancellationToken _)
            {
                if (at != step || (step != "start" && step != "open" && run.Moved < FaultRun.Bad) || Interlocked.Exchange(ref isHit, 1) != 0)
                    return Task.CompletedTask;
                if (!blocks)
                    return run.Released;
                run.Released.GetAwaiter().GetResult();
                return Task.CompletedTask;
            }

            run.Handle.OnStep = (at, _, token) => HangAsync(at, token);
            run.Handle.OnPoll = async (_, token) =>
            {
                // The hook is called between polls: the stream lasts longer than the interval of commits.
                if (step == "commit")
                    await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, token);
                await HangAsync("poll", token);
            };
            run.Handle.OnPut = (records, _, token) => records.Count == 0 ? Task.CompletedTask : HangAsync("put", token);
            if (shown is null)
                run.SlowDown();
            await run.CreateAsync();
            if (shown is not null)
                await run.ShownAsync(shown);
            else
                await run.MovedAsync(FaultRun.Bad + 20);
            await run.RestartAsync();
        }) with
    {
        MayRepeat = true,
    };
}
