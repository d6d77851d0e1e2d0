using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using Connect.Integration.Tests.Worker;
using Connect.Tests;

namespace Connect.Integration.Tests.Distributed;

/// <summary>A file that grows throughout a test, a source that reads it and a sink that writes what came: what is missing at the end is
/// lost.</summary>
internal sealed class BalanceSheet : IAsyncDisposable
{
    public const string Source = "sheet-in";
    public const string Sink = "sheet-out";

    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(10);

    private readonly CancellationTokenSource _closing = new();
    private readonly WorkerCluster _cluster;
    private readonly Task<int> _writing;

    private BalanceSheet(WorkerCluster cluster)
    {
        _cluster = cluster;
        _writing = WriteAsync(cluster.At(Source));
    }

    private string Output => _cluster.At(Sink);

    /// <summary>Creates the connectors and waits until lines arrive.</summary>
    public static async Task<BalanceSheet> OpenAsync(WorkerCluster cluster, WorkerProcess worker, CancellationToken cancellationToken)
    {
        var sheet = new BalanceSheet(cluster);
        await CreateAsync(
            worker, Source, new() { ["connector.class"] = "FileStreamSource", ["file"] = cluster.At(Source), ["topic"] = sheet.Topic },
            cancellationToken);
        await CreateAsync(
            worker, Sink, new() { ["connector.class"] = "FileStreamSink", ["file"] = sheet.Output, ["topics"] = sheet.Topic }, cancellationToken);
        await Eventually.Async(
            () => File.Exists(sheet.Output) && new FileInfo(sheet.Output).Length > 0, "lines arrive", TestTimeouts.Broker, cancellationToken);
        return sheet;
    }

    private string Topic => $"{_cluster.Topic}-sheet";

    /// <summary>Waits until a line that is written from now on has arrived: the pipeline moves.</summary>
    public async Task MovesAsync(CancellationToken cancellationToken)
    {
        var before = ReadLines(_cluster.At(Source)).Count;
        await _cluster.UntilAsync(() => Task.FromResult(ReadLines(Output).Contains(Line(before + 1))), "a new line arrives", cancellationToken);
    }

    /// <summary>Ends the file, waits until all of it has arrived, and prints the sheet.</summary>
    /// <returns>How many lines came more than once.</returns>
    public async Task<int> CloseAsync(CancellationToken cancellationToken)
    {
        await _closing.CancelAsync();
        var written = Enumerable.Range(0, await _writing).Select(Line).ToHashSet();
        await _cluster.UntilAsync(() => Task.FromResult(written.IsSubsetOf(ReadLines(Output))), "every line arrives", cancellationToken);
        var arrived = ReadLines(Output);
        Assert.That(arrived.Where(line => !written.Contains(line)), Is.Empty, "Lines arrived that nobody wrote.");
        var duplicates = arrived.Count - written.Count;
        await TestContext.Out.WriteLineAsync($"{written.Count} lines written, none lost, {duplicates} of them twice.");
        return duplicates;
    }

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        await _writing;
        _closing.Dispose();
    }

    private static async Task CreateAsync(WorkerProcess worker, string name, Dictionary<string, string> config, CancellationToken cancellationToken)
    {
        using var answer = await worker.Client.PostAsJsonAsync("connectors", new { name, config }, cancellationToken);
        Assert.That(answer.StatusCode, Is.EqualTo(HttpStatusCode.Created), await answer.Content.ReadAsStringAsync(cancellationToken));
    }

    private static string Line(int number) => string.Create(CultureInfo.InvariantCulture, $"line {number:000000}");

    /// <summary>The complete lines of a file that others write.</summary>
    private static List<string> ReadLines(string path)
    {
        using var reader = new StreamReader(new FileStream(path, FileMode.OpenOrCreate, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
        var text = reader.ReadToEnd();
        return [.. text[..(text.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries)];
    }

    private async Task<int> WriteAsync(string path)
    {
        await using var writer = new StreamWriter(new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.ReadWrite)) { AutoFlush = true };
        using var timer = new PeriodicTimer(Pace, TimeProvider.System);
        var number = 0;
        while (!_closing.IsCancellationRequested)
        {
            await writer.WriteAsync(Line(number++) + "\n");
            await timer.WaitForNextTickAsync(CancellationToken.None);
        }

        return number;
    }
}
