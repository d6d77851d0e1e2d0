using Connect.Runtime;
using Connect.Tests.Connectors;

namespace Connect.Integration.Tests.Faults;

/// <summary>Exceptions at every stage of a record's walk and at every call, retriable and not, with tolerance and without.</summary>
internal static class StepCases
{
    private static readonly FaultSide[] Sides = [FaultSide.Source, FaultSide.Sink];
    private static readonly bool[] Both = [true, false];

    public static IEnumerable<FaultCase> All => [.. OfRecords(), .. OfMovingCalls(), .. OfStarts(), .. OfOtherCalls()];

    private static IEnumerable<FaultCase> OfRecords() =>
        from side in Sides
        from step in new[] { "transform", "key", "value", "header" }
        from isRetriable in Both
        from tolerates in Both
        select OfRecord(side, step, isRetriable, tolerates);

    private static FaultCase OfRecord(FaultSide side, string step, bool isRetriable, bool tolerates)
    {
        var what = step == "transform" ? "a transform" : $"the {step} converter";
        return FaultCase.Of(
            $"{what} throws {Kind(isRetriable)} for one record, tolerance {Tolerance(tolerates)}",
            side,
            async run =>
            {
                var left = isRetriable ? 2 : int.MaxValue;
                run.Handle.OnStep = (at, number, _) =>
                    at == step && number == FaultRun.Bad && left-- > 0 ? throw Exception(isRetriable) : Task.CompletedTask;
                await run.CreateAsync();
                if (isRetriable || tolerates)
                    return;
                await run.FailedAsync();
                run.Handle.OnStep = null;
                await run.RestartAsync();
            }) with
        {
            Skips = !isRetriable && tolerates ? 1 : 0,
            Fails = !isRetriable && !tolerates,
            MayRepeat = !isRetriable && !tolerates,
            Settings = Settings(side, isRetriable, tolerates),
        };
    }

    /// <summary>Poll and put: no tolerance helps there, a retriable exception is always retried.</summary>
    private static IEnumerable<FaultCase> OfMovingCalls() =>
        from side in Sides
        from isRetriable in Both
        from tolerates in Both
        from takesHalf in side == FaultSide.Sink ? Both : [false]
        select FaultCase.Of(
            $"{(side == FaultSide.Source ? "poll" : "put")} {(takesHalf ? "takes half of a batch and " : "")}throws {Kind(isRetriable)}, tolerance "
                + $"{Tolerance(tolerates)}",
            side,
            async run =>
            {
                var left = isRetriable ? 2 : 1;
                run.Handle.OnPoll = (sent, _) => sent >= FaultRun.Bad && left-- > 0 ? throw Exception(isRetriable) : Task.CompletedTask;
                run.Handle.OnPut = (records, context, _) =>
                {
                    if (records.Count == 0 || run.Taken < FaultRun.Bad || left-- <= 0)
                        return Task.CompletedTask;
                    context.RetryBackoff = TimeSpan.FromMilliseconds(50);
                    if (takesHalf)
                        run.Note(records.Take(records.Count / 2));
                    throw Exception(isRetriable);
                };
                await run.CreateAsync();
                if (isRetriable)
                    return;
                await run.FailedAsync();
                await run.RestartAsync();
            }) with
        {
            Fails = !isRetriable,
            MayRepeat = takesHalf || !isRetriable,
            Settings = Settings(side, isRetriable, tolerates),
        };

    private static IEnumerable<FaultCase> OfStarts() =>
        from side in Sides
        from isRetriable in Both
        select FaultCase.Of(
            $"start throws {Kind(isRetriable)}",
            side,
            async run =>
            {
                var left = 1;
                run.Handle.OnTaskStart = _ =>
                {
                    if (left-- > 0)
                        throw Exception(isRetriable);
                };
                await run.CreateAsync();
                await run.FailedAsync();
                await run.RestartAsync();
            }) with
        {
            Fails = true,
        };

    private static IEnumerable<FaultCase> OfOtherCalls()
    {
        yield return FailsAt(FaultSide.Sink, "open");
        foreach (var side in Sides)
            yield return ThrowsOnce(side, "stop", "stop throws when the task is restarted");
        yield return ThrowsOnce(FaultSide.Sink, "close", "close throws when the task is restarted");
        yield return ThrowsOnce(FaultSide.Source, "commit", "the commit hook throws", restarts: false);
        yield return ThrowsOnce(
            FaultSide.Sink, "preCommit", "flush throws, so that no offset is committed and the records come again",
            restarts: false) with
        { MayRepeat = true };
        foreach (var tolerates in Both)
            yield return Reported(tolerates);
    }

    private static FaultCase FailsAt(FaultSide side, string step) => FaultCase.Of(
        $"{step} throws",
        side,
        async run =>
        {
            var left = 1;
            run.Handle.OnStep = (at, _, _) => at == step && left-- > 0 ? throw Exception(false) : Task.CompletedTask;
            await run.CreateAsync();
            await run.FailedAsync();
            await run.RestartAsync();
        }) with
    {
        Fails = true,
    };

    private static FaultCase ThrowsOnce(FaultSide side, string step, string name, bool restarts = true) => FaultCase.Of(
        name,
        side,
        async run =>
        {
            var left = 1;
            var hit = new TaskCompletionSource();
            run.Handle.OnStep = (at, _, _) =>
            {
                if (at != step || run.Moved < FaultRun.Bad || left-- <= 0)
                    return Task.CompletedTask;
                hit.TrySetResult();
                throw Exception(false);
            };
            run.SlowDown();
            await run.CreateAsync();
            await run.MovedAsync(FaultRun.Bad + 20);
            if (restarts)
                await run.RestartAsync();
            await hit.Task.WaitAsync(run.Cancellation);
        }) with
    {
        MayRepeat = restarts,
    };

    private static FaultCase Reported(bool tolerates) => FaultCase.Of(
        $"the task reports a record as bad, tolerance {Tolerance(tolerates)}",
        FaultSide.Sink,
        async run =>
        {
            run.Handle.OnPut = async (records, context, _) =>
            {
                if (records.FirstOrDefault(record => ConnectorHandle.NumberOf(record.Value) == FaultRun.Bad) is not { } bad)
                    return;
                run.LeaveOut(bad);
                await context.ErrantRecordReporter!.ReportAsync(bad, new ConnectException("the store does not take it"));
            };
            await run.CreateAsync();
            if (tolerates)
                return;
            await run.FailedAsync();
            run.Handle.OnPut = null;
            run.LeaveOut(null);
            await run.RestartAsync();
        }) with
    {
        Skips = tolerates ? 1 : 0,
        Fails = !tolerates,
        MayRepeat = !tolerates,
        Settings = new Dictionary<string, string?>(Settings(FaultSide.Sink, false, tolerates))
        {
            ["errors.deadletterqueue.topic.name"] = "{dead}",
            ["errors.deadletterqueue.topic.replication.factor"] = "1",
        },
    };

    private static string Kind(bool isRetriable) => isRetriable ? "RetriableConnectException" : "an exception";

    private static string Tolerance(bool tolerates) => tolerates ? "all" : "none";

    private static ConnectException Exception(bool isRetriable) =>
        isRetriable ? new RetriableConnectException("try again") : new ConnectException("it does not work");

    private static Dictionary<string, string?> Settings(FaultSide side, bool isRetriable, bool tolerates)
    {
        var settings = new Dictionary<string, string?> { ["errors.tolerance"] = Tolerance(tolerates) };
        if (isRetriable)
            settings["errors.retry.timeout"] = "60000";
        if (tolerates && side == FaultSide.Sink)
            (settings["errors.deadletterqueue.topic.name"], settings["errors.deadletterqueue.topic.replication.factor"]) = ("{dead}", "1");
        return settings;
    }
}
