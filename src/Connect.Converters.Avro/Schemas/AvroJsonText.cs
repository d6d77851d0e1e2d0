using System.Globalization;
using System.Text;
using Connect.Data;
using Connect.JavaCompatibility.Numbers;

namespace Connect.Converters.Avro.Schemas;

/// <summary>Writes JSON exactly as Avro for Java does: without white space, with its escapes and number formats.</summary>
/// <remarks>Schema registries identify schemas by a hash of this text, so any difference would create another id.</remarks>
internal sealed class AvroJsonText
{
    private readonly StringBuilder _text = new();

    /// <summary>Whether the next member or item needs a separator.</summary>
    private bool _follows;

    public AvroJsonText Open(char bracket)
    {
        Separate();
        _text.Append(bracket);
        _follows = false;
        return this;
    }

    public AvroJsonText Close(char bracket)
    {
        _text.Append(bracket);
        _follows = true;
        return this;
    }

    public AvroJsonText Name(string name)
    {
        Separate();
        Quote(name);
        _text.Append(':');
        _follows = false;
        return this;
    }

    public AvroJsonText String(string value)
    {
        Separate();
        Quote(value);
        _follows = true;
        return this;
    }

    public AvroJsonText Number(int value) => Raw(value.ToString(CultureInfo.InvariantCulture));

    public AvroJsonText Member(string name, string value) => Name(name).String(value);

    public void Members(AvroProperties members)
    {
        foreach (var (name, value) in members)
            Name(name).Value(value);
    }

    public void Value(AvroJson value)
    {
        switch (value.Kind)
        {
            case AvroJsonKind.Null:
                Raw("null");
                break;
            case AvroJsonKind.Boolean:
                Raw(value.Long == 0 ? "false" : "true");
                break;
            case AvroJsonKind.Integer:
                Raw(value.Text);
                break;
            case AvroJsonKind.Double when double.IsFinite(value.Double):
                Raw(JavaNumberText.Format(value.Double));
                break;
            case AvroJsonKind.Double:
                String(JavaNumberText.Format(value.Double));
                break;
            case AvroJsonKind.String:
                String(value.Text);
                break;
            case AvroJsonKind.Array:
                Open('[');
                foreach (var item in value.Items)
                    Value(item);
                Close(']');
                break;
            default:
                Open('{').Members(value.Members);
                Close('}');
                break;
        }
    }

    public override string ToString() => _text.ToString();

    private AvroJsonText Raw(string text)
    {
        Separate();
        _text.Append(text);
        _follows = true;
        return this;
    }

    private void Separate()
    {
        if (_follows)
            _text.Append(',');
    }

    private void Quote(string value)
    {
        _text.Append('"');
        foreach (var c in value)
        {
            _ = c switch
            {
                '"' => _text.Append("\\\""),
                '\\' => _text.Append("\\\\"),
                '\b' => _text.Append("\\b"),
                '\t' => _text.Append("\\t"),
                '\n' => _text.Append("\\n"),
                '\f' => _text.Append("\\f"),
                '\r' => _text.Append("\\r"),
                < ' ' => _text.Append("\\u").Append(((int)c).ToString("X4", CultureInfo.InvariantCulture)),
                _ => _text.Append(c),
            };
        }

        _text.Append('"');
    }
}
