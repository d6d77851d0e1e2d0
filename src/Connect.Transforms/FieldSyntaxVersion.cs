namespace Connect.Transforms;

/// <summary>How a field is named.</summary>
public enum FieldSyntaxVersion
{
    /// <summary>By a name, dots included: fields on the top only.</summary>
    V1,

    /// <summary>By a path whose steps dots part. A step with a dot stands in backticks: <c>a.`b.c`.d</c>; a backtick before a dot is escaped by a
    /// backslash.</summary>
    V2,
}
