using System.Text;

namespace Edify.Rag.Generation.Prompts.Language;

/// <summary>Writes a template out with values. What a value says is never taken for a part of the template.</summary>
internal sealed class TemplateRendering
{
    /// <summary>The longest text that a template may make, in UTF-16 units.</summary>
    public const int MaxLength = 2_000_000;

    // Loops within loops multiply; nothing else can take long.
    private const int MaxSteps = 200_000;

    private readonly TemplateSource _source;
    private readonly TemplateValues _values;
    private readonly StringBuilder _text = new();
    private readonly Dictionary<string, IReadOnlyDictionary<string, string>> _items = new(StringComparer.Ordinal);
    private int _steps;

    private TemplateRendering(TemplateSource source, TemplateValues values) => (_source, _values) = (source, values);

    /// <summary>The text.</summary>
    /// <exception cref="RagConfigurationException">It would be too long, or its loops run too often.</exception>
    public static string Render(TemplateSource source, IReadOnlyList<TemplateNode> nodes, TemplateValues values)
    {
        var rendering = new TemplateRendering(source, values);
        rendering.Write(nodes, position: 0);
        return rendering._text.ToString();
    }

    private void Write(IReadOnlyList<TemplateNode> nodes, int position)
    {
        foreach (var node in nodes)
        {
            if (++_steps > MaxSteps) throw _source.Error(position, $"The loops of this template run more than {MaxSteps:N0} steps.");
            switch (node)
            {
                case TemplateNode.Text text:
                    Append(text.Content, position);
                    break;
                case TemplateNode.Value value:
                    Append(TextOf(value.Path), position);
                    break;
                case TemplateNode.If decision:
                    Write(decision.Branches.FirstOrDefault(b => Holds(b.When))?.Then ?? decision.Else, position);
                    break;
                case TemplateNode.For loop:
                    Repeat(loop);
                    break;
            }
        }
    }

    private void Repeat(TemplateNode.For loop)
    {
        foreach (var item in _values.Lists[loop.List])
        {
            _items[loop.Item] = item;
            Write(loop.Body, loop.Position);
        }

        _items.Remove(loop.Item);
    }

    private void Append(string text, int position)
    {
        if (_text.Length + text.Length > MaxLength) throw _source.Error(position, $"What this template makes is longer than {MaxLength:N0} characters.");
        _text.Append(text);
    }

    private string TextOf(TemplatePath path) => (path.Item is { } item ? _items[item] : _values.Texts)[path.Name];

    private bool Holds(TemplateCondition condition) => condition switch
    {
        TemplateCondition.Holds { Path: { IsList: true } path } => _values.Lists[path.Name].Count > 0,
        TemplateCondition.Holds holds => TextOf(holds.Path).Length > 0,
        TemplateCondition.Is comparison => TextOf(comparison.Path) == comparison.Text,
        TemplateCondition.Not not => !Holds(not.Inner),
        TemplateCondition.And and => Holds(and.Left) && Holds(and.Right),
        TemplateCondition.Or or => Holds(or.Left) || Holds(or.Right),
        _ => throw new System.Diagnostics.UnreachableException(),
    };
}
