using Connect.Runtime;
using Connect.Tests;
using Connect.Tests.Connectors;

namespace Connect.Runtime.Tests.Tasks;

[CancelAfter(60_000)]
public sealed class TaskErrorHandlingTests
{
    [TestCase(null, 1)]
    [TestCase("errors.log.enable", 0)]
    public async Task Record_that_is_skipped_is_told_once_also_where_nothing_asks_for_it(string? key, int lines, CancellationToken cancellationToken)
    {
        var name = RandomNames.Next("source");
        await using var worker = await TestWorker.StartAsync($"embedded:{RandomNames.Topic()}");
        var source = worker.Handles[name];
        source.OnStep = (step, number, _) => step == "value" && number == 1 ? throw new DataException("no such column") : Task.CompletedTask;
        var config = new Dictionary<string, string?>
        {
            ["connector.class"] = nameof(MonitorableSource),
            ["topic"] = RandomNames.Topic(),
            ["messages"] = "3",
            ["value.converter"] = typeof(FaultyConverter).FullName,
            ["value.converter.connector"] = name,
            ["value.converter.step"] = "value",
            ["errors.tolerance"] = "all",
        };
        if (key is not null)
            config[key] = "true";

        await worker.Herder.CreateConnectorAsync(name, config, null, cancellationToken);

        await Eventually.Async(() => source.Committed.Count == 3, "every record is sent or skipped", cancellationToken: cancellationToken);
        var text = $"Task {name}-0 skipped a record because of errors.tolerance=all: VALUE_CONVERTER failed with 'no such column'";
        var told = worker.Log.Entries.Count(entry => entry.Message.StartsWith(text, StringComparison.Ordinal));
        Assert.That(told, Is.EqualTo(lines));
    }
}
