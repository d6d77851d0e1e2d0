using Confluent.Kafka;
using Connect.Runtime.Kafka;
using Connect.Runtime.Kafka.Connection;
using Connect.Tests;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Connect.Runtime.Tests.Kafka.Connection;

public class ConnectionMonitorTests
{
    private static readonly Error Down = new(ErrorCode.Local_AllBrokersDown, "1/1 brokers are down");
    private static readonly Error Refused = new(ErrorCode.Local_Transport, "Connection refused");

    private readonly FakeTimeProvider _time = new();
    private readonly TestLoggerFactory _logs = new();
    private readonly ConnectionMonitor _monitor;

    public ConnectionMonitorTests() => _monitor = new ConnectionMonitor("c", new LogRate(_time), TimeSpan.FromSeconds(3), _logs.CreateLogger("kafka"), _time);

    [TearDown]
    public void Dispose() => _logs.Dispose();

    [Test]
    public void Long_outage_is_a_line_in_ten_seconds()
    {
        for (var tick = 0; tick < 600; tick++)
        {
            _monitor.Report(Refused);
            _monitor.Report(Down);
            _time.Advance(TimeSpan.FromMilliseconds(50));
        }

        Assert.That(_logs.Entries.Select(entry => entry.Event.Id), Is.EqualTo(new[] { 6001, 6002, 6002 }));
    }

    [Test]
    public void Many_clients_say_once_that_the_brokers_are_away()
    {
        var worker = new LogRate(_time);
        for (var client = 0; client < 100; client++)
            new ConnectionMonitor($"c{client}", worker, TimeSpan.FromSeconds(3), _logs.CreateLogger("kafka"), _time).Report(Down);

        Assert.That(_logs.Entries.Count(entry => entry.Level == LogLevel.Warning), Is.EqualTo(1));
    }

    [Test]
    public void Loss_of_one_of_several_brokers_is_no_outage()
    {
        _monitor.Report(Refused);

        using (Assert.EnterMultipleScope())
        {
            Assert.That(_monitor.Current.IsUp, Is.True);
            Assert.That(_monitor.Current.LastError, Is.EqualTo("Connection refused"));
            Assert.That(_logs.Entries, Is.Empty);
        }
    }

    [Test]
    public void Success_ends_an_outage()
    {
        _monitor.Report(Down);
        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.That(_monitor.Current.IsUp, Is.False);

        _monitor.Succeed();

        using (Assert.EnterMultipleScope())
        {
            Assert.That(_monitor.Current, Is.EqualTo(new BrokerConnection("c", null, null)));
            Assert.That(_logs.Entries[^1].Message, Is.EqualTo("Kafka client c reaches its brokers again, after 2 s"));
        }
    }

    [TestCase(2900, false)]
    [TestCase(3100, true)]
    public void Silence_ends_an_outage(int milliseconds, bool isUp)
    {
        _monitor.Report(Down);
        _time.Advance(TimeSpan.FromMilliseconds(milliseconds));

        Assert.That(_monitor.Current.IsUp, Is.EqualTo(isUp));
    }

    [Test]
    public void Refused_credentials_end_a_client_that_was_never_let_in()
    {
        _monitor.Report(new Error(ErrorCode.Local_Authentication, "wrong password"));

        using (Assert.EnterMultipleScope())
        {
            Assert.That(_monitor.Fatal!.Kind, Is.EqualTo(KafkaErrorKind.AuthenticationFailed));
            Assert.That(_monitor.Fatal.IsTransient, Is.False);
        }
    }

    [Test]
    public void Refused_credentials_keep_a_client_waiting_that_was_let_in_before()
    {
        _monitor.Succeed();

        _monitor.Report(new Error(ErrorCode.Local_Authentication, "token expired"));

        Assert.That(_monitor.Fatal, Is.Null);
    }

    [Test]
    public void Fatal_error_stays()
    {
        _monitor.Report(new Error(ErrorCode.Local_Fenced, "fenced", isFatal: true));
        _monitor.Succeed();

        Assert.That(_monitor.Fatal!.Kind, Is.EqualTo(KafkaErrorKind.Fenced));
    }

    [Test]
    public void Lines_of_the_library_are_thinned_out_by_kind()
    {
        for (var i = 0; i < 50; i++)
            _monitor.Write(new LogMessage("c", SyslogLevel.Warning, "TERMINATE", "text"));
        _monitor.Write(new LogMessage("c", SyslogLevel.Error, "OTHER", "text"));

        Assert.That(_logs.Entries.Select(entry => entry.Level), Is.EqualTo(new[] { LogLevel.Warning, LogLevel.Error }));
    }
}
