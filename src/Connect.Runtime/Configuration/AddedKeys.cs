namespace Connect.Runtime.Configuration;

/// <summary>The keys of a connector that Apache Kafka Connect does not have. Without them a connector behaves as it does there.</summary>
internal static class AddedKeys
{
    public const string RestartPolicy = "errors.restart.policy";
    public const string RestartOnFailure = "on-failure";
    public const string RestartNone = "none";
    public const string RestartBackoffMs = "errors.restart.backoff.ms";
    public const string RestartBackoffMaxMs = "errors.restart.backoff.max.ms";
    public const string RestartMax = "errors.restart.max";
    public const string RestartWindowMs = "errors.restart.window.ms";
    public const string RestartExceptions = "errors.restart.exceptions";
    public const string PutIsolate = "errors.put.isolate";
    public const string RateLimitRecords = "rate.limit.records";
    public const string RateLimitBytes = "rate.limit.bytes";
    public const string RunToEnd = "run.to.end";
}
