using System.Text;

namespace Edify.Rag.Hosting.Answers;

/// <summary>What a model has written so far. The sign for "no answer" is held back, so that nobody sees it stream by.</summary>
internal sealed class AnswerDraft
{
    private readonly StringBuilder _text = new();
    private int _shown;

    public string Text => _text.ToString();

    public int Length => _text.Length;

    /// <summary>Whether some of it was given out.</summary>
    public bool IsShown => _shown > 0;

    /// <summary>Whether the model said that the passages hold no answer.</summary>
    public bool IsNoAnswer => Text.Trim().TrimEnd('.').Equals(AnswerProtocol.NoAnswer, StringComparison.OrdinalIgnoreCase);

    /// <summary>Adds text and returns what may be shown of the text now.</summary>
    public string Append(string delta)
    {
        _text.Append(delta);
        return MayBecomeNoAnswer ? string.Empty : Release();
    }

    /// <summary>What was held back, at the end.</summary>
    public string Finish() => IsNoAnswer ? string.Empty : Release();

    /// <summary>Starts again, after a model that failed in the middle.</summary>
    public void Clear()
    {
        _text.Clear();
        _shown = 0;
    }

    private bool MayBecomeNoAnswer =>
        _shown == 0 && _text.Length <= 2 * AnswerProtocol.NoAnswer.Length &&
        AnswerProtocol.NoAnswer.StartsWith(Text.Trim().TrimEnd('.'), StringComparison.OrdinalIgnoreCase);

    private string Release()
    {
        var fresh = _text.ToString(_shown, _text.Length - _shown);
        _shown = _text.Length;
        return fresh;
    }
}
