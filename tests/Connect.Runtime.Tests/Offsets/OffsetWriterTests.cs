using Connect.Connectors;
using Connect.Runtime.Offsets;
using Connect.Runtime.Tests.Fakes;
using Connect.Tests;
using Microsoft.Extensions.Logging.Abstractions;

namespace Connect.Runtime.Tests.Offsets;

public sealed class OffsetWriterTests
{
    private static readonly SourcePartition Left = new("p", "left");
    private static readonly SourcePartition Right = new("p", "right");

    private readonly FakeOffsetStore _store = new();
    private readonly TestLoggerFactory _log = new();
    private readonly CancellationTokenSource _givenUp = new();
    private readonly ConnectorOffsets _offsets;
    private readonly OffsetWriter _writer;

    public OffsetWriterTests()
    {
        _offsets = new ConnectorOffsets("c", _store, NullLogger<ConnectorOffsets>.Instance);
        _writer = new OffsetWriter(new ConnectorTaskId("c", 0), _offsets, _log.LoggerFor<OffsetWriter>(), _givenUp.Token);
    }

    [Test]
    [CancelAfter(30_000)]
    public async Task What_could_not_be_written_is_written_later_and_newer_values_win(CancellationToken cancellationToken)
    {
        _store.Failure = new ConnectException("disk full");
        _writer.Stage([new(Left, At(1)), new(Right, At(1))]);
        await Assert.ThatAsync(() => _writer.FlushAsync(cancellationToken), Throws.TypeOf<ConnectException>());
        Assert.That(_writer.HasPending);

        _store.Failure = null;
        _writer.Stage([new(Left, At(2))]);
        Assert.That(await _writer.FlushAsync(cancellationToken));

        var stored = await _offsets.ReadAllAsync(cancellationToken);
        Assert.That(stored[Left]["n"], Is.EqualTo(2L));
        Assert.That(stored[Right]["n"], Is.EqualTo(1L));
        Assert.That(_writer.HasPending, Is.False);
    }

    [Test]
    [CancelAfter(30_000)]
    public async Task Offset_that_cannot_be_stored_is_said_each_time_and_holds_nobody_else_back(CancellationToken cancellationToken)
    {
        _writer.Stage([new(Left, new SourceOffset("when", DateTimeOffset.UnixEpoch)), new(Right, At(1))]);

        Assert.That(await _writer.FlushAsync(cancellationToken), Is.False);
        Assert.That(await _writer.FlushAsync(cancellationToken), Is.False);

        Assert.That((await _offsets.ReadAllAsync(cancellationToken)).Keys, Is.EqualTo(new[] { Right }));
        Assert.That(_log.Entries.Count(entry => entry.Level == Microsoft.Extensions.Logging.LogLevel.Critical), Is.EqualTo(2));
    }

    [Test]
    [CancelAfter(30_000)]
    public async Task Write_that_nobody_waits_for_any_more_keeps_its_offsets_staged(CancellationToken cancellationToken)
    {
        _store.Hold();
        _writer.Stage([new(Left, At(1))]);
        using var impatient = new CancellationTokenSource();
        var flush = _writer.FlushAsync(impatient.Token);
        await impatient.CancelAsync();

        await Assert.ThatAsync(() => flush, Throws.InstanceOf<OperationCanceledException>());
        Assert.That(_writer.HasPending);
        _store.Release();
    }

    [Test]
    [CancelAfter(30_000)]
    public async Task Nothing_reaches_the_store_once_the_task_was_given_up_not_even_what_waits_for_its_turn(CancellationToken cancellationToken)
    {
        _store.Hold();
        _writer.Stage([new(Left, At(1))]);
        var flush = _writer.FlushAsync(cancellationToken);
        await _givenUp.CancelAsync();
        _store.Release();

        await Assert.ThatAsync(() => flush, Throws.InstanceOf<OperationCanceledException>());
        await Assert.ThatAsync(() => _writer.FlushAsync(cancellationToken), Throws.InstanceOf<OperationCanceledException>());
        Assert.That(await _offsets.ReadAllAsync(cancellationToken), Is.Empty);
    }

    [Test]
    [CancelAfter(30_000)]
    public async Task Store_that_hangs_gets_one_write_however_often_the_task_commits(CancellationToken cancellationToken)
    {
        _store.Hold();
        _writer.Stage([new(Left, At(1))]);
        for (var attempt = 0; attempt < 5; attempt++)
        {
            using var impatient = new CancellationTokenSource();
            var flush = _writer.FlushAsync(impatient.Token);
            await impatient.CancelAsync();
            await Assert.ThatAsync(() => flush, Throws.InstanceOf<OperationCanceledException>());
        }

        Assert.That(_store.Writes, Is.EqualTo(1));
        _writer.Stage([new(Left, At(2))]);
        _store.Release();
        Assert.That(await _writer.FlushAsync(cancellationToken));
        Assert.That((await _offsets.ReadAllAsync(cancellationToken))[Left]["n"], Is.EqualTo(2L));
    }

    [TearDown]
    public void Dispose_token() => _givenUp.Dispose();

    private static SourceOffset At(long n) => new("n", n);
}
