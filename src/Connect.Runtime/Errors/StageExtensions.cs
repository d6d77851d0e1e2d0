namespace Connect.Runtime.Errors;

/// <summary>The names of stages in logs and in dead letters.</summary>
internal static class StageExtensions
{
    /// <summary>Kafka Connect's name: <c>VALUE_CONVERTER</c>.</summary>
    public static string ToJavaName(this Stage stage) => stage switch
    {
        Stage.TaskPoll => "TASK_POLL",
        Stage.Transformation => "TRANSFORMATION",
        Stage.KeyConverter => "KEY_CONVERTER",
        Stage.ValueConverter => "VALUE_CONVERTER",
        Stage.HeaderConverter => "HEADER_CONVERTER",
        Stage.KafkaProduce => "KAFKA_PRODUCE",
        Stage.KafkaConsume => "KAFKA_CONSUME",
        Stage.TaskPut => "TASK_PUT",
        _ => throw new ArgumentOutOfRangeException(nameof(stage), stage, "Unknown stage."),
    };
}
