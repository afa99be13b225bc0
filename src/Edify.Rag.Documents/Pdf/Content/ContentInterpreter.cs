using Edify.Rag.Documents.Pdf.Fonts;
using Edify.Rag.Documents.Pdf.Syntax;

namespace Edify.Rag.Documents.Pdf.Content;

/// <summary>Executes the operators of content streams that place text, images and ruling lines (ISO 32000-2, 7.8.2); knows no colours.</summary>
internal sealed class ContentInterpreter(PageContent page, FontLoader fonts, OptionalContent layers, PdfBudget budget)
{
    private const int MaxSavedStates = 2000;
    private const int OperatorsAtOnce = 4096;

    private readonly TextPainter _text = new(page, budget);
    private readonly PathPainter _paths = new(page);
    private readonly MarkedContent _marks = new(page, layers, budget);
    private readonly HashSet<PdfStream> _forms = new(ReferenceEqualityComparer.Instance);
    private int _operators;

    /// <summary>Executes a stream on a clean graphics state.</summary>
    /// <param name="content">The stream.</param>
    /// <param name="resources">Its resources.</param>
    /// <param name="ctm">From its space to the page's.</param>
    /// <param name="owner">Its key in the parent tree of the tags; -1 when it has none.</param>
    public void Run(byte[] content, PdfDictionary? resources, in Matrix ctm, int owner)
    {
        _marks.Owner = owner;
        Run(new Frame(content, resources, new GraphicsState(ctm)));
        _marks.CloseTo(0);
        budget.AddOperations(_operators % OperatorsAtOnce);
        _operators -= _operators % OperatorsAtOnce;
    }

    /// <summary>A content stream while it is executed.</summary>
    private sealed class Frame(byte[] content, PdfDictionary? resources, in GraphicsState state)
    {
        public readonly byte[] Content = content;
        public readonly PdfDictionary? Resources = resources;
        public readonly Operands Operands = new(content);
        public readonly Stack<GraphicsState> Saved = new();
        public GraphicsState State = state;
    }

    private void Run(Frame frame)
    {
        var parser = new ObjectParser(frame.Content, budget);
        while (parser.Lexer.Read() != TokenKind.End)
        {
            switch (parser.Lexer.Kind)
            {
                case TokenKind.Keyword:
                    Count();
                    var code = Operator.Of(parser.Lexer.Token);
                    if (code == Operator.BeginInlineImage) PaintInlineImage(frame, ref parser.Lexer);
                    else Execute(code, frame);
                    frame.Operands.Clear();
                    break;
                case TokenKind.DictionaryStart:
                    parser.TryConvert(0, out var dictionary);
                    frame.Operands.Add(dictionary);
                    break;
                default:
                    frame.Operands.Add(parser.Lexer);
                    break;
            }
        }
    }

    private void Count()
    {
        if (++_operators % OperatorsAtOnce != 0) return;
        budget.AddOperations(OperatorsAtOnce);
        if (_operators > PdfBudget.MaxOperatorsPerPage) throw budget.TooManyOperatorsOnPage();
    }

    // Most are small: only of one that may be a scan is more than its place kept.
    private void PaintInlineImage(Frame frame, ref PdfLexer lexer)
    {
        var start = lexer.Position;
        var data = InlineImage.Skip(ref lexer);
        if (_marks.IsHidden) return;
        var isKept = page.TakesImage(frame.State.Ctm);
        page.AddImage(frame.State.Ctm, isKept ? InlineImageStream.Make(frame.Content, start, data, frame.Resources, budget) : null);
    }

    private void Execute(int code, Frame frame)
    {
        var operands = frame.Operands;
        ref var state = ref frame.State;
        switch (code)
        {
            case Operator.Save when frame.Saved.Count < MaxSavedStates: frame.Saved.Push(state); break;
            case Operator.Restore when frame.Saved.TryPop(out var saved): state = saved; break;
            case Operator.Concatenate: state.Ctm = operands.Matrix().Then(state.Ctm); break;
            case Operator.ExtendedState: SetExtendedState(frame); break;
            case Operator.PaintXObject: Paint(frame); break;
            case Operator.Font: SetFont(frame); break;
            case Operator.CharacterSpacing: state.CharacterSpacing = operands.Number(0); break;
            case Operator.WordSpacing: state.WordSpacing = operands.Number(0); break;
            case Operator.HorizontalScale: state.HorizontalScale = operands.Number(0) / 100; break;
            case Operator.Leading: state.Leading = operands.Number(0); break;
            case Operator.Rise: state.Rise = operands.Number(0); break;
            case Operator.BeginMarked: _marks.Begin(operands.Name(0)); break;
            case Operator.BeginMarkedWithProperties: BeginMarked(frame); break;
            case Operator.EndMarked: _marks.End(); break;
            default: ExecuteText(code, operands, ref state); break;
        }
    }

    private void ExecuteText(int code, Operands operands, ref GraphicsState state)
    {
        switch (code)
        {
            case Operator.BeginText: _text.Begin(); break;
            case Operator.TextMatrix: _text.Set(operands.Matrix()); break;
            case Operator.Move: _text.MoveLine(operands.Number(1), operands.Number(0)); break;
            case Operator.MoveAndSetLeading:
                state.Leading = -operands.Number(0);
                _text.MoveLine(operands.Number(1), operands.Number(0));
                break;
            case Operator.NextLine: _text.MoveLine(0, -state.Leading); break;
            case Operator.Show: _text.Show(operands.Text(), state, _marks.IsHidden); break;
            case Operator.ShowSpaced: ShowSpaced(operands, state); break;
            case Operator.NextLineSpaceShow:
                state.WordSpacing = operands.Number(2);
                state.CharacterSpacing = operands.Number(1);
                goto case Operator.NextLineShow;
            case Operator.NextLineShow:
                _text.MoveLine(0, -state.Leading);
                _text.Show(operands.Text(), state, _marks.IsHidden);
                break;
            default: _paths.Execute(code, operands, state.Ctm); break;
        }
    }

    private void ShowSpaced(Operands operands, in GraphicsState state)
    {
        for (var i = 0; i < operands.Count; i++)
        {
            var operand = operands[i];
            if (operand.Kind == TokenKind.Number) _text.Adjust(operand.Number, state);
            else _text.Show(operands.Text(operand), state, _marks.IsHidden);
        }
    }

    private void SetFont(Frame frame)
    {
        frame.State.FontSize = frame.Operands.Number(0);
        if (frame.Operands.Name(1) is { } name) frame.State.Font = fonts.Load(frame.Resources, name);
    }

    private void SetExtendedState(Frame frame)
    {
        if (frame.Operands.Name(0) is not { } name) return;
        if (frame.Resources?.Dictionary("ExtGState")?.Dictionary(name)?.Array("Font") is not { Count: 2 } font) return;
        frame.State.Font = fonts.Load(font.Raw(0));
        frame.State.FontSize = font.Number(1);
    }

    private void BeginMarked(Frame frame)
    {
        var properties = frame.Operands.Name(0) is { } name ? frame.Resources?.Dictionary("Properties")?.Raw(name) : frame.Operands.Object(0);
        _marks.Begin(frame.Operands.Name(1), properties);
    }

    private void Paint(Frame frame)
    {
        if (_marks.IsHidden || frame.Operands.Name(0) is not { } name) return;
        if (frame.Resources?.Dictionary("XObject")?.Stream(name) is not { } stream) return;
        if (layers.IsHidden(stream.Dictionary.Raw("OC"))) return;
        if (stream.Dictionary.Name("Subtype") == "Image") page.AddImage(frame.State.Ctm, stream);
        else if (stream.Dictionary.Name("Subtype") is "Form" or null) PaintForm(stream, frame);
    }

    // A form without resources uses those of the stream that paints it, as old files expect (8.10.1).
    private void PaintForm(PdfStream form, Frame painter)
    {
        if (!_forms.Add(form)) return;
        budget.CheckNesting(_forms.Count);
        var (depth, owner) = (_marks.Depth, _marks.Owner);
        _marks.Owner = form.Dictionary.Integer("StructParents", -1);
        var state = painter.State;
        state.Ctm = Matrix.Of(form.Dictionary.Numbers("Matrix")).Then(state.Ctm);
        Run(new Frame(form.Decode(), form.Dictionary.Dictionary("Resources") ?? painter.Resources, state));
        _marks.CloseTo(depth);
        _marks.Owner = owner;
        _forms.Remove(form);
    }
}
