using Confluent.Kafka;
using Connect.Runtime.Kafka;
using Connect.Runtime.Kafka.Connection;
using Connect.Tests;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;
using ClientConfig = Connect.Runtime.Kafka.ClientConfig;

namespace Connect.Runtime.Tests.Kafka.Connection;

public class ConnectionMonitorTests
{
    private static readonly Error Down = new(ErrorCode.Local_AllBrokersDown, "1/1 brokers are down");
    private static readonly Error Refused = new(ErrorCode.Local_Transport, "Connection refused");

    private readonly FakeTimeProvider _time = new();
    private readonly TestLoggerFactory _logs = new();
    private readonly ConnectionMonitor _monitor;

    public ConnectionMonitorTests() => _monitor = Monitor("c", new LogRate(_time));

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
            Monitor($"c{client}", worker).Report(Down);

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
            Assert.That(_logs.Entries[^1].Message, Is.EqualTo("Kafka client c reconnected after 2 s"));
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

    [Test]
    public void Each_task_of_a_shared_client_sees_the_outage_with_its_own_name_and_records()
    {
        var (first, second) = (Client("p-0"), Client("p-1", 1));
        _monitor.AddUser(first, () => 3);
        _monitor.AddUser(second, () => 0);
        _monitor.Report(Down);

        Assert.That(
            _monitor.Outages.Select(outage => (outage.ClientId, outage.Client.Use!.Task, outage.Waiting)),
            Is.EqualTo(new[] { ("p-0", (int?)0, 3), ("p-1", 1, 0) }));

        _monitor.RemoveUser(first);

        Assert.That(_monitor.Outages.Select(outage => outage.ClientId), Is.EqualTo(new[] { "p-1" }));
    }

    [TestCase("GETPID", LogLevel.Information)]
    [TestCase("CONNFAIL", LogLevel.Debug)]
    [TestCase("OTHER", LogLevel.Warning)]
    public void Warning_of_the_library_is_one_only_where_somebody_has_to_know(string facility, LogLevel expected)
    {
        _monitor.Write(new LogMessage("c", SyslogLevel.Warning, facility, "text"));

        Assert.That(_logs.Entries.Single().Level, Is.EqualTo(expected));
    }

    [Test]
    public void Outage_tells_client_address_time_what_waits_and_the_remedy()
    {
        _monitor.AddUser(Client("c"), () => 42);
        _monitor.Report(
            new Error(ErrorCode.Local_Transport,
                "k:9092/bootstrap: Connect to ipv4#10.0.0.1:9092 failed: Connection refused (after 0ms in state CONNECT)"));
        Assert.That(_monitor.Outage, Is.Null, "one broker of several may go");

        _monitor.Report(Down);

        Assert.That(
            _monitor.Outage!.Describe(),
            Is.EqualTo(
                "Kafka cannot be reached since 2000-01-01T00:00:00Z: producer 'c', producer.bootstrap.servers=k:9092: no connection (Connect to "
                    + "ipv4#10.0.0.1:9092 failed: Connection refused). "
                + "42 records are not acknowledged; their offsets are not committed, so nothing is lost. It continues automatically when Kafka "
                + "answers. "
                + "Check that the broker is running and that producer.bootstrap.servers has its host and port."));
        _monitor.Succeed();
        Assert.That(_monitor.Outage, Is.Null);
    }

    [Test]
    public void A_needed_broker_that_stays_away_alone_is_an_outage_too()
    {
        for (var second = 0; second < 9; second++)
        {
            _monitor.Report(new Error(ErrorCode.Local_Transport, "b2:9092/2: Connect to ipv4#10.0.0.2:9092 failed: Connection refused"));
            Assert.That(_monitor.Outage, Is.Null);
            _time.Advance(TimeSpan.FromSeconds(1));
        }

        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.That(
            _monitor.Outage!.Describe(), Does.StartWith("A Kafka broker cannot be reached since 2000-01-01T00:00:00Z").And.Contain("b2:9092/2"));
    }

    [TestCase("timed out", 12, false)]
    [TestCase("timed out", 14, true)]
    public void Attempts_that_run_into_their_timeout_need_a_longer_silence(string reason, int seconds, bool isUp)
    {
        _monitor.Report(new Error(ErrorCode.Local_TimedOut, reason));
        _monitor.Report(Down);
        _time.Advance(TimeSpan.FromSeconds(seconds));

        Assert.That(_monitor.Outage is null, Is.EqualTo(isUp));
    }

    [TestCase("""{"brokers":{"k:9092/bootstrap":{"state":"TRY_CONNECT"},"k:9092/1":{"state":"DOWN"}}}""", false)]
    [TestCase("""{"brokers":{"k:9092/bootstrap":{"state":"TRY_CONNECT"},"k:9092/1":{"state":"UP"}}}""", true)]
    [TestCase("""{"brokers":{}}""", false)]
    public void Statistics_end_an_outage_when_a_broker_is_connected(string statistics, bool isUp)
    {
        _monitor.Report(Down);
        _monitor.Read(statistics);

        Assert.That(_monitor.Outage is null, Is.EqualTo(isUp));
    }

    [TestCase(1, "learned", 15, true)]
    [TestCase(1, "learned", 10, false)]
    [TestCase(1, "logical", 60, false)]
    [TestCase(0, "learned", 60, false)]
    public void A_connected_broker_that_leaves_requests_without_answer_is_an_outage(int waiting, string source, int seconds, bool isOutage)
    {
        for (var second = 0; second <= seconds; second += 5)
        {
            Assert.That(_monitor.Outage, Is.Null);
            _monitor.Read(Statistics(answers: 7));
            _time.Advance(TimeSpan.FromSeconds(5));
        }

        Assert.That(_monitor.Outage?.Describe(), isOutage ? Does.Contain("a broker is connected but has not answered for 15 s") : Is.Null);
        _monitor.Read(Statistics(answers: 8));
        Assert.That(_monitor.Outage, Is.Null, "an answer ends it");

        string Statistics(int answers) =>
            """{"brokers":{"k:9092/1":{"state":"UP","nodeid":1,"source":"SOURCE","waitresp_cnt":WAITING,"rx":ANSWERS}}}"""
            .Replace("SOURCE", source, StringComparison.Ordinal).Replace("WAITING", $"{waiting}", StringComparison.Ordinal)
            .Replace("ANSWERS", $"{answers}", StringComparison.Ordinal);
    }

    [TestCase("CONNECT", false)]
    [TestCase("INIT", true)]
    public void Statistics_end_the_trouble_with_one_broker_when_none_is_tried(string state, bool isOver)
    {
        _monitor.Report(Refused);
        _monitor.Read("""{"brokers":{"k:9092/1":{"state":"UP"},"k:9092/2":{"state":"STATE"}}}""".Replace("STATE", state, StringComparison.Ordinal));

        Assert.That(_monitor.Current.LastError is null, Is.EqualTo(isOver));
    }

    [Test]
    public void Silence_has_to_last_longer_than_the_library_keeps_back_an_error_that_repeats() =>
        Assert.That(
            ConnectionPauses.Of(new Dictionary<string, string> { ["reconnect.backoff.max.ms"] = "1000" }).Silence,
            Is.GreaterThan(TimeSpan.FromSeconds(32)));

    [Test]
    public async Task Refused_credentials_name_the_keys_and_wake_who_waits()
    {
        _monitor.Report(
            new Error(ErrorCode.SaslAuthenticationFailed,
                "sasl_plaintext://k:9092/bootstrap: SASL authentication error: Invalid username or password (after 3ms in state AUTH_REQ)"));

        await _monitor.Failed;
        Assert.That(
            _monitor.Fatal!.Message,
            Does.Contain("Invalid username or password").And.Contain("producer.bootstrap.servers=k:9092").And.Contain("sasl.*").And.Contain(
                "'producer.override.'"));
        Assert.That(_monitor.Outage, Is.Null, "the task fails instead");
    }

    private static ClientConfig Client(string clientId, int task = 0) =>
        new(ClientKind.Producer, clientId, new Dictionary<string, string?> { ["bootstrap.servers"] = "k:9092" })
        {
            Use = new ClientUse(ClientRole.SourceProducer, "s", task),
            BootstrapKey = "producer.bootstrap.servers",
        };

    private ConnectionMonitor Monitor(string clientId, LogRate worker) => new(
        Client(clientId),
        worker,
        new ConnectionPauses(TimeSpan.FromSeconds(3), TimeSpan.FromSeconds(13)),
        _logs.CreateLogger("kafka"),
        _time);
}
