using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;
using Connect.Integration.Tests.Distributed;
using Connect.Integration.Tests.Worker;
using Connect.Tests.Brokers;

namespace Connect.Integration.Tests.ExactlyOnce;

/// <summary>What happens to the workers and brokers of a cluster, and what an operator does about it.</summary>
internal static class ClusterChaos
{
    /// <summary>Kills, stops or freezes a worker or the broker, and starts it again.</summary>
    public static async Task DisturbAsync(
        WorkerCluster cluster, LocalKafka kafka, List<WorkerProcess> workers, int victim, Random chaos, CancellationToken cancellationToken)
    {
        var what = chaos.Next(5);
        await TestContext.Progress.WriteLineAsync($"chaos: {what} to worker {victim}");
        switch (what)
        {
            case 0:
                await workers[victim].KillAsync();
                workers[victim] = cluster.Start().Process;
                break;
            case 1:
                await workers[victim].SignalAsync("STOP");
                await PauseAsync(TimeSpan.FromSeconds(chaos.Next(1, 15)), cancellationToken);
                await workers[victim].SignalAsync("CONT");
                break;
            case 2:
                await workers[victim].StopAsync();
                workers[victim] = cluster.Start().Process;
                break;
            case 3:
                await kafka.KillAsync();
                await PauseAsync(TimeSpan.FromSeconds(chaos.Next(0, 5)), cancellationToken);
                await kafka.RestartAsync();
                break;
            default:
                await kafka.PauseAsync();
                await PauseAsync(TimeSpan.FromSeconds(chaos.Next(1, 8)), cancellationToken);
                await kafka.ResumeAsync();
                break;
        }
    }

    /// <summary>Writes a line to the file of each source every 20 ms.</summary>
    public static async Task WriteAsync(WorkerCluster cluster, Dictionary<string, List<string>> written, CancellationToken ending)
    {
        for (var n = 0; !ending.IsCancellationRequested; n++)
        {
            foreach (var source in written.Keys)
            {
                var line = $"{source}-{n:000000}";
                written[source].Add(line);
                await File.AppendAllTextAsync(cluster.At(source), line + "\n", CancellationToken.None);
            }

            await PauseAsync(TimeSpan.FromMilliseconds(20), CancellationToken.None);
        }
    }

    /// <summary>Restarts failed tasks, as an operator would: a task whose transaction was cut off fails.</summary>
    public static async Task RepairAsync(List<WorkerProcess> workers, CancellationToken ending)
    {
        while (!ending.IsCancellationRequested)
        {
            foreach (var worker in workers.ToArray())
            {
                try
                {
                    using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(3), TimeProvider.System);
                    var all = await worker.Client.GetFromJsonAsync<JsonElement>("connectors?expand=status", patience.Token);
                    foreach (var connector in all.EnumerateObject().Where(entry => entry.Value.TryGetProperty("status", out _)))
                    {
                        foreach (var task in connector.Value.GetProperty("status").GetProperty("tasks").EnumerateArray())
                        {
                            if (task.GetProperty("state").GetString() != "FAILED")
                                continue;
                            await TestContext.Progress.WriteLineAsync(
                                $"restarts {connector.Name}: {task.GetProperty("trace").GetString()?.Split('\n')[0]}");
                            var id = task.GetProperty("id").GetInt32();
                            using var answer = await worker.Client.PostAsync($"connectors/{connector.Name}/tasks/{id}/restart", null, patience.Token);
                        }
                    }

                    break;
                }
                catch (Exception e) when (
                    e is HttpRequestException or OperationCanceledException or InvalidOperationException or ObjectDisposedException or JsonException)
                {
                    // That worker is gone or stands still; the next one may answer.
                }
            }

            await PauseAsync(TimeSpan.FromSeconds(1), CancellationToken.None);
        }
    }

    /// <summary>Waits; a schedule of faults has its times.</summary>
    public static Task PauseAsync(TimeSpan time, CancellationToken cancellationToken) => Task.Delay(time, TimeProvider.System, cancellationToken);

    /// <summary>A number from the environment.</summary>
    public static int Number(string key, int fallback) =>
        Environment.GetEnvironmentVariable(key) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : fallback;
}
