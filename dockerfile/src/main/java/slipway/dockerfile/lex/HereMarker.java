package slipway.dockerfile.lex;

import slipway.dockerfile.HereDocument;
import slipway.dockerfile.Word;

/// The word that announces a here-document, taken apart: `3<<-"EOF"`.
public record HereMarker(
        Word word, String name, HereDocument.Variables variables, HereDocument.Tabs tabs, int descriptor) {}
