using Connect.Runtime.Diagnostics;
using Microsoft.Extensions.Logging;

namespace Connect.Runtime.Tests.Diagnostics;

/// <summary>The last log lines of each connector, and the memory that they may take.</summary>
[NonParallelizable]
public sealed partial class ConnectorLogsTests
{
    private readonly ConnectorLogs _logs = new(TimeProvider.System, text => text);

    [Test]
    public void Connector_keeps_its_last_200_lines()
    {
        var logger = _logs.CreateLogger("c");
        for (var i = 0; i < 250; i++)
            Say(logger, "a", $"line {i}");
        var lines = _logs.Find("a", "w", int.MaxValue);
        Assert.That(lines.Select(line => line.Message), Is.EqualTo(Enumerable.Range(50, 200).Select(i => $"a: line {i}")));
    }

    [Test]
    public void Connector_keeps_fewer_lines_if_they_are_long()
    {
        var logger = _logs.CreateLogger("c");
        for (var i = 0; i < 250; i++)
            Say(logger, "a", new string('x', 100_000), new InvalidOperationException(new string('y', 100_000)));
        var lines = _logs.Find("a", "w", int.MaxValue);
        var characters = lines.Sum(line => line.Message.Length + line.Exception!.Length);
        using (Assert.EnterMultipleScope())
        {
            Assert.That(characters, Is.AtMost(ConnectorLogs.MostCharacters));
            Assert.That(lines, Has.Count.EqualTo(5), "each has 4,000 characters of its message and 8,000 of its exception");
        }
    }

    [Test]
    public void Connector_beyond_the_maximum_takes_the_place_of_the_one_that_was_quiet_for_the_longest_time()
    {
        var time = new Microsoft.Extensions.Time.Testing.FakeTimeProvider();
        using var logs = new ConnectorLogs(time, text => text);
        var logger = logs.CreateLogger("c");
        for (var i = 0; i < ConnectorLogs.MostConnectors; i++)
        {
            Say(logger, $"c{i}", "first");
            time.Advance(TimeSpan.FromSeconds(1));
        }

        Say(logger, "c0", "second");
        time.Advance(TimeSpan.FromSeconds(1));
        Say(logger, "new", "first");
        using (Assert.EnterMultipleScope())
        {
            Assert.That(logs.Find("new", "w", 10), Has.Count.EqualTo(1));
            Assert.That(logs.Find("c0", "w", 10), Has.Count.EqualTo(2));
            Assert.That(logs.Find("c1", "w", 10), Is.Empty);
            Assert.That(logs.Find("c2", "w", 10), Has.Count.EqualTo(1));
        }
    }

    /// <remarks>A character takes two bytes; a line has some 150 bytes beside its characters.</remarks>
    [TestCase(150, 0, 110, TestName = "Full_logs_of_1000_connectors_with_usual_lines_take_less_than_110_MB")]
    [TestCase(4_000, 8_000, 160, TestName = "Full_logs_of_1000_connectors_with_the_longest_lines_take_less_than_160_MB")]
    public void Full_logs_of_1000_connectors_are_bounded(int message, int exception, int megabytes)
    {
        var text = new string('x', message);
        var thrown = exception == 0 ? null : new InvalidOperationException(new string('y', exception));
        var before = GC.GetTotalMemory(forceFullCollection: true);
        using var logs = new ConnectorLogs(TimeProvider.System, text => text);
        var logger = logs.CreateLogger("c");
        for (var i = 0; i < ConnectorLogs.MostConnectors; i++)
        {
            for (var line = 0; line < ConnectorLogs.Capacity; line++)
                Say(logger, $"c{i}", text, thrown);
        }

        var taken = (GC.GetTotalMemory(forceFullCollection: true) - before) / (1024.0 * 1024);
        TestContext.Out.WriteLine($"{taken:F1} MB");
        Assert.That(taken, Is.LessThan(megabytes));
        Assert.That(logs.Find("c0", "w", 1), Has.Count.EqualTo(1));
    }

    [TearDown]
    public void Release() => _logs.Dispose();

    [LoggerMessage(1, LogLevel.Information, "{Connector}: {Text}")]
    private static partial void Say(ILogger logger, string connector, string text, Exception? exception = null);
}
