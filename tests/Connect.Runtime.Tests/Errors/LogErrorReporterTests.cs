using System.Text;
using Connect.Connectors;
using Connect.Runtime.Errors;
using Connect.Runtime.Kafka;
using Connect.Runtime.Tests.Fakes;
using Connect.Tests;

namespace Connect.Runtime.Tests.Errors;

public sealed class LogErrorReporterTests
{
    private static readonly ConsumedRecord Consumed = new(
        "dlq1-in", 0, 0, 1795420950749, TimestampType.CreateTime, null, Encoding.UTF8.GetBytes("secret"), null);
    private static readonly ErrorReport Report = new(
        new ConnectorTaskId("c-converter", 0), Stage.ValueConverter, "org.apache.kafka.connect.json.JsonConverter", new DataException("bad"), null,
        Consumed);

    private readonly TestLoggerFactory _log = new();

    [Test]
    public void Text_is_that_of_the_Java_worker_and_names_the_record_when_asked() =>
        Assert.That(Reporter(includesRecords: true).TextOf(Report), Is.EqualTo(
            "Error encountered in task c-converter-0. Executing stage 'VALUE_CONVERTER' with class 'org.apache.kafka.connect.json.JsonConverter', "
                + "where consumed record is "
            + "{topic='dlq1-in', partition=0, offset=0, timestamp=1795420950749, timestampType=CreateTime}."));

    [Test]
    public void Text_without_records() =>
        Assert.That(Reporter(includesRecords: false).TextOf(Report), Is.EqualTo(
            "Error encountered in task c-converter-0. Executing stage 'VALUE_CONVERTER' with class 'org.apache.kafka.connect.json.JsonConverter'."));

    [Test]
    public async Task Report_is_an_error_in_the_log_with_its_exception()
    {
        await Reporter(includesRecords: false).ReportAsync(Report);

        Assert.That(_log.Entries.Single().Exception, Is.SameAs(Report.Error));
    }

    private LogErrorReporter Reporter(bool includesRecords) =>
        new(includesRecords, new ErrorCounts(TimeProvider.System), _log.LoggerFor<LogErrorReporter>());
}
