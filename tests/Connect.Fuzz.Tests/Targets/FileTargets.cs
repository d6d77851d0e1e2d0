using System.Text;
using Connect.Data;
using Connect.Fuzz.Tests.Fuzzing;
using Connect.JavaCompatibility.Properties;
using Connect.Runtime.Configuration;
using Connect.Runtime.Offsets;
using Connect.Runtime.Storage;
using Connect.WorkerProgram;

namespace Connect.Fuzz.Tests.Targets;

/// <summary>Files: properties, connectors, offsets.</summary>
internal static class FileTargets
{
    public static IEnumerable<FuzzTarget> All()
    {
        yield return new FuzzTarget("properties", [.. Corpus.PropertyFiles()], TakeProperties, typeof(ArgumentException))
        {
            Words = [.. FuzzTargets.Words("\\u00", "\\u", "\\uD800", "\\\r\n", "\\\n", "\\", "\n!", "\n#", "=", ":", "\f")],
        };
        yield return new FuzzTarget(
            "worker-settings",
            [
                .. FuzzTargets.Words(
                    "group.id=g\noffset.flush.interval.ms=10000\nlisteners=http://:8083\nkey.converter=org.apache.kafka.connect.json.JsonConverter",
                    "config.storage.replication.factor=-1\nplugin.path=/a,/b\naccess.control.allow.methods=GET,POST\nssl.protocol=TLSv1.3",
                    "scheduled.rebalance.max.delay.ms=9\nresponse.http.headers.config=add X:y\nworker.sync.timeout.ms=1\nmetrics.num.samples=2"),
            ],
            TakeSettings)
        { Share = 1 };
        yield return new FuzzTarget(
            "connector-file",
            [
                .. FuzzTargets.Words(
                    """{"name":"a","connector.class":"FileStreamSource","tasks.max":1,"x":null,"y":true}""",
                    """{"name":"a","config":{"name":"a","topic":"t"},"initial_state":"PAUSED"}""",
                    "name=a\nconnector.class=FileStreamSource\ntopic=t\nfile=/tmp/\\u0041"),
            ],
            TakeConnectorFile, typeof(ConnectException))
        { Words = FuzzTargets.JsonWords };
        yield return new FuzzTarget(
            "offset-file", [.. Corpus.OffsetFiles().Where(file => file.Length > 0)], TakeOffsetFile, typeof(ConnectException),
            typeof(EndOfStreamException));
    }

    private static void TakeProperties(byte[] input) => JavaProperties.Parse(Encoding.Latin1.GetString(input));

    private static void TakeSettings(byte[] input)
    {
        Dictionary<string, string?> properties;
        try
        {
            properties = PropertiesFile.Parse("worker.properties", Encoding.Latin1.GetString(input));
        }
        catch (ConnectException)
        {
            return;
        }

        DistributedDefinition.Instance.Validate(properties);
        StandaloneDefinition.Instance.Validate(properties);
    }

    private static void TakeConnectorFile(byte[] input) =>
        ConnectorFile.Parse("connector.properties", PropertiesFile.TextOf("connector.properties", input));

    private static void TakeOffsetFile(byte[] input)
    {
        foreach (var (key, value) in new JavaByteMapReader(input).Read())
        {
            OffsetKeyText.ConnectorOf(key);
            try
            {
                OffsetText.ReadKey(key);
                if (value is not null)
                    OffsetText.ReadValue(value);
            }
            catch (DataException)
            {
                // Such an entry is kept as it is, and named in the log when a connector asks for it.
            }
        }
    }
}
