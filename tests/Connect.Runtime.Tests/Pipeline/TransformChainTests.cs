using Connect.Connectors;
using Connect.Runtime.Errors;
using Connect.Runtime.Pipeline;
using Connect.Runtime.Tests.Fakes;
using Microsoft.Extensions.Logging.Abstractions;

namespace Connect.Runtime.Tests.Pipeline;

public sealed class TransformChainTests
{
    private static readonly SinkRecord Given = new("t", 0, null, null, null, "", 7);

    private readonly List<string> _calls = [];
    private int _failures;

    [Test]
    public async Task Transforms_run_in_order()
    {
        var chain = Chain(new ErrorPolicy(), Append("a"), Append("b"), Append("c"));

        var changed = await chain.ApplyAsync(Given, CancellationToken.None);

        Assert.That(changed!.Value, Is.EqualTo("abc"));
        Assert.That(changed, Is.TypeOf<SinkRecord>().With.Property(nameof(SinkRecord.OriginalOffset)).EqualTo(7));
    }

    [Test]
    public async Task Dropped_record_goes_no_further()
    {
        var chain = Chain(new ErrorPolicy(), Append("a"), _ => null, Append("c"));

        Assert.That(await chain.ApplyAsync(Given, CancellationToken.None), Is.Null);
        Assert.That(_calls, Is.EqualTo(["a"]));
    }

    [Test]
    public async Task Only_the_transform_that_failed_runs_again([Values(1, 3)] int failures)
    {
        _failures = failures;
        var policy = new ErrorPolicy { RetryTimeout = Timeout.InfiniteTimeSpan, RetryDelayMax = TimeSpan.FromMilliseconds(1) };
        var chain = Chain(policy, Append("a"), Append("b", fails: true), Append("c"), Append("d"));

        var changed = await chain.ApplyAsync(Given, CancellationToken.None);

        Assert.That(changed!.Value, Is.EqualTo("abcd"));
        Assert.That(_calls, Is.EqualTo((string[])["a", .. Enumerable.Repeat("b", failures + 1), "c", "d"]));
    }

    [Test]
    public async Task Tolerated_error_leaves_the_record_out()
    {
        _failures = 1;
        var chain = Chain(new ErrorPolicy { Tolerance = ErrorTolerance.All }, Append("a"), Append("b", fails: true), Append("c"));

        Assert.That(await chain.ApplyAsync(Given, CancellationToken.None), Is.Null);
        Assert.That(_calls, Is.EqualTo(["a", "b"]));
        Assert.That((await chain.ApplyAsync(Given, CancellationToken.None))!.Value, Is.EqualTo("abc"));
    }

    [Test]
    public void Other_error_ends_the_chain()
    {
        _failures = 1;
        var chain = Chain(new ErrorPolicy(), Append("a", fails: true), Append("b"));

        Assert.That(
            async () => await chain.ApplyAsync(Given, CancellationToken.None),
            Throws.TypeOf<ConnectException>().With.InnerException.TypeOf<RetriableConnectException>());
        Assert.That(_calls, Is.EqualTo(["a"]));
    }

    [Test]
    public async Task Nothing_is_allocated_for_a_record_that_no_transform_changes()
    {
        var chain = Chain(new ErrorPolicy(), record => record, record => record);
        await chain.ApplyAsync(Given, CancellationToken.None);
        var (before, kept) = (GC.GetAllocatedBytesForCurrentThread(), 0);

        for (var i = 0; i < 100; i++)
            kept += await chain.ApplyAsync(Given, CancellationToken.None) is not null ? 1 : 0;

        Assert.That((GC.GetAllocatedBytesForCurrentThread() - before) / kept, Is.LessThan(10), "bytes for a record");
    }

    private static TransformChain Chain(ErrorPolicy policy, params Func<ConnectRecord, ConnectRecord?>[] transforms)
    {
        var retry = new RetryWithTolerance(
            policy, new ProcessingContext(new ConnectorTaskId("c", 0)), new ErrorReports([new FakeReporter()]), new ErrorCounts(TimeProvider.System),
            TimeProvider.System, NullLogger<RetryWithTolerance>.Instance);
        return new TransformChain([.. transforms.Select(one => new PredicatedTransform("f", "Filter", new FilterTransform(one)))], retry);
    }

    private Func<ConnectRecord, ConnectRecord?> Append(string letter, bool fails = false) => record =>
    {
        _calls.Add(letter);
        if (fails && _failures-- > 0)
            throw new RetriableConnectException("busy");
        return record with { Value = record.Value + letter };
    };
}
