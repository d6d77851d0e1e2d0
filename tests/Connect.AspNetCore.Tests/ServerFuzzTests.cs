using System.Diagnostics;
using System.Globalization;
using System.Net.Sockets;
using System.Text;
using Connect.Tests;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace Connect.AspNetCore.Tests;

/// <summary>Requests at the edge of HTTP against the real server: each is answered or its connection closed, and nothing stays behind.</summary>
[CancelAfter(300_000)]
[NonParallelizable]
public class ServerFuzzTests
{
    private const int Rounds = 12;
    private const int AtOnce = 8;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(60);

    private int _connections;

    [Test]
    public async Task Hostile_requests_are_answered_or_closed_and_leave_nothing_behind(CancellationToken cancellationToken)
    {
        var log = new CollectingLog();
        await using var worker = await RestWorker.StartAsync(services: builder =>
        {
            builder.Logging.SetMinimumLevel(LogLevel.Error).AddProvider(log);
            builder.WebHost.ConfigureKestrel(options => options.ConfigureEndpointDefaults(listen => listen.Use(next => async connection =>
            {
                Interlocked.Increment(ref _connections);
                try
                {
                    await next(connection);
                }
                finally
                {
                    Interlocked.Decrement(ref _connections);
                }
            })));
        });
        await SendRoundAsync(worker, 0, cancellationToken);
        var (memory, handles) = await RestAsync(cancellationToken);
        for (var round = 1; round <= Rounds; round++)
            await SendRoundAsync(worker, round, cancellationToken);

        // The server closes its sockets, and its pools give memory back, a moment after the connections have ended.
        await Eventually.Async(
            async () =>
            {
                var now = await RestAsync(cancellationToken);
                await TestContext.Out.WriteLineAsync($"Memory {memory} then {now.Memory}, handles {handles} then {now.Handles}");
                return now.Memory < memory + (64 << 20) && now.Handles < handles + 24;
            },
            "memory and handles are given back", Limit, cancellationToken);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(log.Entries, Is.Empty, "a failure that nobody expected");
            Assert.That(await worker.Client.GetStringAsync("health", cancellationToken), Does.Contain("\"healthy\""));
        }
    }

    [Test]
    public async Task A_number_longer_than_Java_reads_is_refused_before_it_costs_time(CancellationToken cancellationToken)
    {
        await using var worker = await RestWorker.StartAsync();
        var body = $$"""{"offsets":[{"partition":{"a":{{new string('9', 20_000_000)}}},"offset":null}]}""";
        using var answer = await worker.SendAsync(HttpMethod.Patch, "connectors/none/offsets", body).WaitAsync(Limit, cancellationToken);
        Assert.That(await answer.Content.ReadAsStringAsync(cancellationToken), Does.Contain("20000000 characters; at most 1000"));
    }

    private async Task SendRoundAsync(RestWorker worker, int round, CancellationToken cancellationToken)
    {
        await Parallel.ForEachAsync(
            HostileRequest.All.Index(), new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken },
            async (entry, token) =>
            {
                var seed = (round * 1_000) + entry.Index;
                var bytes = entry.Item.Make(new Random(seed));
                var status = await SendAsync(new Uri(worker.Address), bytes, entry.Item.IsCut, token).WaitAsync(Limit, token);
                Assert.That(
                    entry.Item.Statuses, Does.Contain(status),
                    $"{entry.Item} (seed {seed}): {Encoding.Latin1.GetString(bytes.AsSpan(0, Math.Min(300, bytes.Length)))}");
            });
    }

    /// <summary>Sends, reads to the end, and tells the first status; 0 for none.</summary>
    private static async Task<int> SendAsync(Uri address, byte[] request, bool isCut, CancellationToken cancellationToken)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(address.Host, address.Port, cancellationToken);
        var stream = client.GetStream();
        var answer = new MemoryStream();
        try
        {
            await stream.WriteAsync(request, cancellationToken);
            if (isCut)
                client.Client.Shutdown(SocketShutdown.Send);
            await stream.CopyToAsync(answer, cancellationToken);
        }
        catch (Exception e) when (e is IOException or SocketException)
        {
            // The server has closed the connection before it had read everything.
        }

        var text = Encoding.Latin1.GetString(answer.ToArray());
        return text.StartsWith("HTTP/1.1 ", StringComparison.Ordinal) ? int.Parse(text.AsSpan(9, 3), CultureInfo.InvariantCulture) : 0;
    }

    /// <summary>What is in use when every connection is closed.</summary>
    private async Task<(long Memory, int Handles)> RestAsync(CancellationToken cancellationToken)
    {
        await Eventually.Async(() => Volatile.Read(ref _connections) == 0, "every connection is closed", Limit, cancellationToken);
        using var self = Process.GetCurrentProcess();
        return (GC.GetTotalMemory(forceFullCollection: true), self.HandleCount);
    }
}
